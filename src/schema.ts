import { fileURLToPath } from 'node:url';
import type { AppConfig } from './config/index.js';
import { createPool } from './platform/database/index.js';
import { assertDatabaseCurrent, migrate, migrationState } from './platform/database/migrations/index.js';
import { migrateQueue } from './platform/queue/index.js';
import type { Log } from './platform/telemetry/index.js';

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** Brings a database to what this version of the server needs: the product's tables, and the queue's. */
export async function updateSchema(url: string, log: Log): Promise<void> {
  await withConnection(url, log, async (pool) => {
    await migrate(pool, MIGRATIONS, (event, fields) => log.info(event, { ...fields }));
    await migrateQueue(url);
  });
}

/**
 * Makes sure that a database is what this version of the server needs: updates it where the configuration says so.
 * @throws DatabaseNotCurrentError naming the command that mends it
 */
export async function prepareSchema(url: string, config: AppConfig, log: Log): Promise<void> {
  if (config.database.autoMigrate) await updateSchema(url, log);
  await withConnection(url, log, async (pool) => {
    assertDatabaseCurrent(await migrationState(pool, MIGRATIONS));
  });
}

/** Lends a short-lived pool, outside the one that serves requests and without its statement timeout. */
export async function withConnection<T>(
  url: string,
  log: Log,
  work: (pool: ReturnType<typeof createPool>) => Promise<T>,
): Promise<T> {
  const pool = createPool({
    url,
    max: 2,
    applicationName: 'mypick-schema',
    statementTimeoutMs: 0,
    onError: (error) => log.warn('database.connection_lost', { error }),
  });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
