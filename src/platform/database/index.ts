export { counter, createdAt, idArray, identity, instant, reference, textArray } from './columns.js';
export { Database, type Executor, type Tx } from './database.js';
export { DatabaseModule } from './database.module.js';
export { Listener } from './listener.js';
export { createPool } from './pool.js';
export { type DatabaseServer, openDatabaseServer } from './server.js';
export { isStatementTimeout } from './statement-timeout.js';
