export { type Connection } from './database.js';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded.errors.js';
export {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type EmbeddedServer,
} from './embedded-postgres.js';
