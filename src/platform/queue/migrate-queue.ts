import { DEFAULT_SCHEMA, runMigrations } from 'bullmq';
import pg from 'pg';

/**
 * Brings BullMQ's own schema (`bullmq`) in a database up to date, in one transaction under a lock of its own, and
 * gives the version reached. BullMQ has no way back: reverting means `DROP SCHEMA bullmq CASCADE`, jobs included.
 */
export async function migrateQueue(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'mypick-queue-migration' });
  await client.connect();
  try {
    return await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    await client.end();
  }
}
