import type { Pool } from 'pg';
import { readLedger } from './ledger.js';
import { readMigrations } from './migration-files.js';
import { DatabaseNotCurrentError } from './migrations.errors.js';
import { compareSchemas, describeSchema } from './schema-description.js';
import { withSession } from './session.js';

/** How a database stands to the migrations on disk. All names are those of the files, without `.sql`. */
export interface MigrationState {
  applied: string[];
  /** On disk, not in the database. */
  pending: string[];
  /** Applied, and changed on disk since. */
  changed: string[];
  /** In the database, not on disk. */
  unknown: string[];
  /** Whether the schema is other than the last migration left it. */
  drifted: boolean;
  /** How: `+ column songs.mood text` is there and should not be, `- …` the other way round. */
  differences: string[];
}

/**
 * Looks, and changes nothing; waits for a migration that is in progress.
 * @throws MigrationError MIGRATION_FILES_UNREADABLE
 */
export async function migrationState(pool: Pool, directory: string): Promise<MigrationState> {
  const migrations = await readMigrations(directory);
  return withSession(pool, 'look', async (client) => {
    const ledger = await readLedger(client);
    const newest = ledger.at(-1);
    const differences = newest ? compareSchemas(newest.schema, await describeSchema(client)) : [];

    const onDisk = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
    const applied = ledger.map(({ name }) => name);
    return {
      applied,
      pending: [...onDisk.keys()].filter((name) => !applied.includes(name)),
      changed: ledger
        .filter(({ name, checksum }) => onDisk.has(name) && onDisk.get(name) !== checksum)
        .map(({ name }) => name),
      unknown: applied.filter((name) => !onDisk.has(name)),
      drifted: differences.length > 0,
      differences,
    };
  });
}

/**
 * Lets pass only a database that is exactly what the migrations on disk make.
 * @throws DatabaseNotCurrentError
 */
export function assertDatabaseCurrent({ pending, changed, unknown, differences }: MigrationState): void {
  if (unknown.length > 0) {
    throw new DatabaseNotCurrentError(
      'DATABASE_AHEAD',
      'The database was migrated by a newer version of the server: upgrade this one, or let the newer one take its ' +
        'migrations back with "npm run db:migrate:revert". Unknown here:',
      unknown,
    );
  }
  if (changed.length > 0 || differences.length > 0) {
    throw new DatabaseNotCurrentError(
      'DATABASE_DRIFTED',
      'The database is not what its migrations make. Restore the files or the schema, or write a migration for the ' +
        'change; "npm run doctor" shows where things stand. What differs:',
      [...changed.map((name) => `${name}.sql was changed after it had been applied`), ...differences],
    );
  }
  if (pending.length > 0) {
    throw new DatabaseNotCurrentError(
      'DATABASE_BEHIND',
      'The database is behind this version of the server: run "npm run db:migrate". Missing:',
      pending,
    );
  }
}
