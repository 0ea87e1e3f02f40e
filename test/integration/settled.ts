import type { INestApplicationContext } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database } from '../../src/platform/database/index.js';
import { Events } from '../../src/platform/events/index.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import { eventually } from './eventually.js';

/**
 * Waits until all that was published is handled, with everything that followed from it; delayed jobs, a retry or a
 * schedule, are not waited for. Events become jobs, and jobs publish events before they end: so when there were no
 * events, and then no jobs, and nothing was published meanwhile, there is nothing left.
 */
export async function settled(app: INestApplicationContext): Promise<void> {
  const [database, events, queue] = [app.get(Database), app.get(Events), app.get(JobQueue)];
  const published = async () =>
    (await database.db.execute(sql`select last_value from outbox_events_id_seq`)).rows[0]?.last_value;
  await eventually('everything is handled', async () => {
    const before = await published();
    if ((await events.pending()) > 0) return false;
    const lanes = Object.values(await queue.counts());
    if (lanes.some(({ waiting, active }) => waiting + active > 0)) return false;
    return (await published()) === before;
  });
}
