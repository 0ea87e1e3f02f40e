export type MigrationErrorCode =
  | 'MIGRATION_FILES_UNREADABLE'
  | 'MIGRATION_WITHOUT_DOWN' // nothing on disk says how to take it back
  | 'MIGRATION_STEPS_INVALID' // how many to take back has to be a whole number from 1
  | 'MIGRATION_FAILED'; // PostgreSQL refused a statement; nothing of its file was applied

/** A migration that could not be read, applied or taken back. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor(
    readonly code: MigrationErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

export type DatabaseNotCurrentCode = 'DATABASE_BEHIND' | 'DATABASE_AHEAD' | 'DATABASE_DRIFTED';

/** The database is not what this version of the server needs. The message names the way out and lists what differs. */
export class DatabaseNotCurrentError extends Error {
  override readonly name = 'DatabaseNotCurrentError';

  constructor(
    readonly code: DatabaseNotCurrentCode,
    advice: string,
    /** One line a migration or object. */
    readonly differences: readonly string[],
  ) {
    super([advice, ...differences.map((line) => `  ${line}`)].join('\n'));
  }
}
