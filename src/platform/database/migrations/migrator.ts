import type { ClientBase, Pool } from 'pg';
import { createLedger, enter, readLedger, strike } from './ledger.js';
import { readMigrations } from './migration-files.js';
import { MigrationError } from './migrations.errors.js';
import { compareSchemas, describeSchema } from './schema-description.js';
import { inTransaction, withSession } from './session.js';

export type MigrationLog = (event: string, fields?: object) => void;

/**
 * Applies what the database has not had yet, each file with its ledger entry in one transaction, and gives the names.
 * Processes that migrate at the same time wait for each other. A change somebody made by hand is logged, for the schema
 * as the last migration leaves it is what the database is compared with from then on.
 * @throws MigrationError MIGRATION_FILES_UNREADABLE, MIGRATION_FAILED
 */
export async function migrate(pool: Pool, directory: string, log: MigrationLog): Promise<string[]> {
  const migrations = await readMigrations(directory);
  return withSession(pool, 'change', async (client) => {
    await createLedger(client);
    const ledger = await readLedger(client);
    const applied = new Set(ledger.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !applied.has(name));

    const newest = ledger.at(-1);
    if (newest && missing.length > 0) {
      const differences = compareSchemas(newest.schema, await describeSchema(client));
      if (differences.length > 0) log('migrations.drift_accepted', { differences });
    }
    for (const migration of missing) {
      const startedAt = performance.now();
      await inTransaction(client, async () => {
        await execute(client, migration.name, migration.up);
        await enter(client, migration);
      });
      log('migrations.applied', { migration: migration.name, ms: Math.round(performance.now() - startedAt) });
    }
    return missing.map(({ name }) => name);
  });
}

/**
 * Takes back the migrations applied last, newest first, each in one transaction, and gives their names.
 * @throws MigrationError MIGRATION_STEPS_INVALID, MIGRATION_WITHOUT_DOWN, MIGRATION_FILES_UNREADABLE, MIGRATION_FAILED
 */
export async function revert(pool: Pool, directory: string, { steps }: { steps: number }): Promise<string[]> {
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new MigrationError(
      'MIGRATION_STEPS_INVALID',
      `Migrations to take back: a whole number from 1, not ${steps}`,
    );
  }
  const migrations = await readMigrations(directory);
  return withSession(pool, 'change', async (client) => {
    const newestFirst = (await readLedger(client)).map(({ name }) => name).reverse();
    const plan = newestFirst.slice(0, steps).map((name) => {
      const down = migrations.find((migration) => migration.name === name)?.down;
      if (down) return { name, down };
      throw new MigrationError('MIGRATION_WITHOUT_DOWN', `There is no ${name}.down.sql in ${directory}`);
    });
    for (const { name, down } of plan) {
      await inTransaction(client, async () => {
        await execute(client, name, down);
        await strike(client, name);
      });
    }
    return plan.map(({ name }) => name);
  });
}

async function execute(client: ClientBase, name: string, statements: string[]): Promise<void> {
  for (const statement of statements) {
    try {
      await client.query(statement);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new MigrationError('MIGRATION_FAILED', `${name}: ${reason}, in: ${statement.slice(0, 300)}`, {
        cause,
      });
    }
  }
}
