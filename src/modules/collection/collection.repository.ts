import { Injectable } from '@nestjs/common';
import { eq, sql } from 'drizzle-orm';
import type { SyncCursor } from '../../connectors/index.js';
import { Database, type Executor } from '../../platform/database/index.js';
import { type ChannelSchedule, channelSchedules } from './collection.tables.js';

@Injectable()
export class CollectionRepository {
  constructor(private readonly database: Database) {}

  /** Puts a channel on the schedule, due at once. Putting it there again changes nothing. */
  async schedule(channelId: string): Promise<void> {
    await this.database.db.insert(channelSchedules).values({ channelId }).onConflictDoNothing();
  }

  async find(channelId: string): Promise<ChannelSchedule | null> {
    const [row] = await this.database.db
      .select()
      .from(channelSchedules)
      .where(eq(channelSchedules.channelId, channelId));
    return row ?? null;
  }

  /**
   * Takes up to `limit` channels that are due, longest overdue first, and sets them due again after `intervalSeconds`:
   * should whoever took them die, they are looked at then. Several planners never take the same one.
   */
  async takeDue(limit: number, intervalSeconds: number): Promise<string[]> {
    const { rows } = await this.database.db.execute<{ channel_id: string }>(sql`
      UPDATE channel_schedules SET next_due_at = now() + make_interval(secs => ${intervalSeconds})
      WHERE channel_id IN (
        SELECT channel_id FROM channel_schedules WHERE next_due_at <= now()
        ORDER BY next_due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING channel_id`);
    return rows.map(({ channel_id }) => channel_id);
  }

  /** Keeps where the channel stands. `backlogUntil` is written once and never moved. */
  async saveCursor(
    executor: Executor,
    channelId: string,
    cursor: SyncCursor,
    backlogUntil: Date,
  ): Promise<void> {
    await executor
      .update(channelSchedules)
      .set({
        cursor,
        backlogUntil: sql`coalesce(${channelSchedules.backlogUntil}, ${backlogUntil.toISOString()}::timestamptz)`,
      })
      .where(eq(channelSchedules.channelId, channelId));
  }

  async recordSuccess(executor: Executor, channelId: string): Promise<void> {
    await executor
      .update(channelSchedules)
      .set({ failures: 0 })
      .where(eq(channelSchedules.channelId, channelId));
  }

  async recordFailure(executor: Executor, channelId: string, nextDueAt: Date): Promise<void> {
    await executor
      .update(channelSchedules)
      .set({ failures: sql`${channelSchedules.failures} + 1`, nextDueAt })
      .where(eq(channelSchedules.channelId, channelId));
  }
}
