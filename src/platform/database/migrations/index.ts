export { dropEverything } from './drop-everything.js';
export { type Migration, readMigrations } from './migration-files.js';
export {
  DatabaseNotCurrentError,
  type DatabaseNotCurrentCode,
  MigrationError,
  type MigrationErrorCode,
} from './migrations.errors.js';
export { migrate, type MigrationLog, revert } from './migrator.js';
export { assertDatabaseCurrent, migrationState, type MigrationState } from './state.js';
