import { Injectable } from '@nestjs/common';
import { and, asc, eq, exists, inArray, lte, sql } from 'drizzle-orm';
import type { SyncCursor } from '../../connectors/index.js';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { creatorChannels } from '../creators/index.js';
import { type ChannelSchedule, channelSchedules } from './collection.tables.js';
import type { SyncReason } from './rhythm.js';

@Injectable()
export class ScheduleRepository {
  constructor(private readonly database: Database) {}

  /** Puts a channel on the schedule, due at once. Putting it there again changes nothing. */
  async add(channelId: string, now: Date): Promise<void> {
    await this.database.db
      .insert(channelSchedules)
      .values({ channelId, nextDueAt: now })
      .onConflictDoNothing();
  }

  async find(channelId: string): Promise<ChannelSchedule | null> {
    const [row] = await this.database.db
      .select()
      .from(channelSchedules)
      .where(eq(channelSchedules.channelId, channelId));
    return row ?? null;
  }

  /** Up to when what channels showed was there before MyPick watched. */
  async backlogs(channelIds: readonly string[]): Promise<Map<string, Date | null>> {
    if (channelIds.length === 0) return new Map();
    const rows = await this.database.db
      .select({ channelId: channelSchedules.channelId, backlogUntil: channelSchedules.backlogUntil })
      .from(channelSchedules)
      .where(inArray(channelSchedules.channelId, [...channelIds]));
    return new Map(rows.map(({ channelId, backlogUntil }) => [channelId, backlogUntil]));
  }

  /**
   * Takes up to `limit` active channels that are due, longest overdue first, and puts them off until `leaseUntil`: should
   * whoever took them die, they are looked at then. Several planners never take the same one.
   */
  async takeDue(tx: Tx, limit: number, now: Date, leaseUntil: Date): Promise<string[]> {
    const active = tx
      .select({ one: sql`1` })
      .from(creatorChannels)
      .where(and(eq(creatorChannels.id, channelSchedules.channelId), eq(creatorChannels.isActive, true)));
    const due = tx
      .select({ channelId: channelSchedules.channelId })
      .from(channelSchedules)
      .where(and(lte(channelSchedules.nextDueAt, now), exists(active)))
      .orderBy(asc(channelSchedules.nextDueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await tx
      .update(channelSchedules)
      .set({ nextDueAt: leaseUntil })
      .where(inArray(channelSchedules.channelId, due))
      .returning({ channelId: channelSchedules.channelId });
    return rows.map(({ channelId }) => channelId);
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

  /** Writes down how a look ended: when the next one is, why then, and how many failed in a row. */
  async recordLook(
    executor: Executor,
    channelId: string,
    next: { nextDueAt: Date; reason: SyncReason; failures: number },
  ): Promise<void> {
    await executor.update(channelSchedules).set(next).where(eq(channelSchedules.channelId, channelId));
  }

  async findPage(limit: number, offset: number): Promise<{ rows: ChannelSchedule[]; total: number }> {
    const { db } = this.database;
    const [rows, total] = await Promise.all([
      db
        .select()
        .from(channelSchedules)
        .orderBy(asc(channelSchedules.nextDueAt), asc(channelSchedules.channelId))
        .limit(limit)
        .offset(offset),
      db.$count(channelSchedules),
    ]);
    return { rows, total };
  }
}
