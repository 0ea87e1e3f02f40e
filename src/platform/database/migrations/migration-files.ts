import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from './migrations.errors.js';

/** One migration on disk: `0003_feed.sql` as drizzle-kit generates it, and `0003_feed.down.sql` beside it. */
export interface Migration {
  /** `0003_feed` */
  name: string;
  /** SHA-256 of what goes up, whatever line ends a checkout gave it. */
  checksum: string;
  up: string[];
  /** Statements that take it back; null where there is no such file. */
  down: string[] | null;
}

const BREAKPOINT = '--> statement-breakpoint';
const UP_FILE = /^(\d+_[^.]+)\.sql$/;

/**
 * The migrations of a directory in the order in which they apply: by name.
 * @throws MigrationError MIGRATION_FILES_UNREADABLE
 */
export async function readMigrations(directory: string): Promise<Migration[]> {
  try {
    const files = await readdir(directory);
    const names = files.flatMap((file) => UP_FILE.exec(file)?.[1] ?? []).sort();
    return await Promise.all(names.map((name) => readMigration(directory, name, files)));
  } catch (cause) {
    throw new MigrationError('MIGRATION_FILES_UNREADABLE', `The migrations in ${directory} cannot be read`, {
      cause,
    });
  }
}

async function readMigration(directory: string, name: string, files: string[]): Promise<Migration> {
  const up = await readSql(join(directory, `${name}.sql`));
  const downFile = `${name}.down.sql`;
  return {
    name,
    checksum: createHash('sha256').update(up).digest('hex'),
    up: statementsOf(up),
    down: files.includes(downFile) ? statementsOf(await readSql(join(directory, downFile))) : null,
  };
}

async function readSql(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
}

function statementsOf(text: string): string[] {
  return text
    .split(BREAKPOINT)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
