import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import pg from 'pg';
import { outboxEvents } from '../../src/platform/events/outbox.tables.js';
import { migrateQueue } from '../../src/platform/queue/index.js';
import { type ScratchDatabase, scratchDatabase } from './servers.js';

/** A database of one's own with the queue's schema and the outbox. */
export async function queueDatabase(): Promise<ScratchDatabase> {
  const database = await scratchDatabase();
  await migrateQueue(database.url);
  const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson({ outboxEvents }));
  await sqlOn(database.url, statements.join('\n'));
  return database;
}

/** Runs one statement on a connection of its own. */
export async function sqlOn(url: string, text: string, values: unknown[] = []): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return values.length === 0 ? (await client.query(text)).rows : (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
