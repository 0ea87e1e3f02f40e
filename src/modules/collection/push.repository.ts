import { Injectable } from '@nestjs/common';
import { asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Platform } from '../../connectors/index.js';
import { Database, type Executor, textArray, type Tx } from '../../platform/database/index.js';
import { type PushSubscriptionRow, pushSubscriptions } from './collection.tables.js';

type NewPush = Pick<
  PushSubscriptionRow,
  'channelId' | 'platform' | 'externalId' | 'token' | 'secret' | 'requestDueAt'
>;

@Injectable()
export class PushRepository {
  constructor(private readonly database: Database) {}

  /** Adding it again changes nothing. */
  async add(push: NewPush): Promise<void> {
    await this.database.db.insert(pushSubscriptions).values(push).onConflictDoNothing();
  }

  async find(channelId: string): Promise<PushSubscriptionRow | null> {
    const [row] = await this.database.db
      .select()
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.channelId, channelId));
    return row ?? null;
  }

  async findByToken(token: string): Promise<PushSubscriptionRow | null> {
    const [row] = await this.database.db
      .select()
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.token, token));
    return row ?? null;
  }

  /** Takes subscriptions that are to be asked for, and puts them off until `leaseUntil`. */
  async takeDue(tx: Tx, limit: number, now: Date, leaseUntil: Date): Promise<string[]> {
    const due = tx
      .select({ channelId: pushSubscriptions.channelId })
      .from(pushSubscriptions)
      .where(lte(pushSubscriptions.requestDueAt, now))
      .orderBy(asc(pushSubscriptions.requestDueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await tx
      .update(pushSubscriptions)
      .set({ requestDueAt: leaseUntil })
      .where(inArray(pushSubscriptions.channelId, due))
      .returning({ channelId: pushSubscriptions.channelId });
    return rows.map(({ channelId }) => channelId);
  }

  /** Active channels of these platforms whose pushes nobody has asked for. */
  async findUnasked(platforms: readonly Platform[], limit: number): Promise<string[]> {
    const { rows } = await this.database.db.execute<{ id: string }>(sql`
      SELECT id FROM creator_channels
      WHERE is_active AND platform = ANY(${textArray(platforms)})
        AND NOT EXISTS (SELECT FROM push_subscriptions WHERE channel_id = creator_channels.id)
      LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }

  async update(
    executor: Executor,
    channelId: string,
    changes: Partial<Omit<PushSubscriptionRow, 'channelId'>>,
  ): Promise<void> {
    await executor.update(pushSubscriptions).set(changes).where(eq(pushSubscriptions.channelId, channelId));
  }

  async delete(channelId: string): Promise<void> {
    await this.database.db.delete(pushSubscriptions).where(eq(pushSubscriptions.channelId, channelId));
  }

  async addMissed(channelId: string, count: number): Promise<void> {
    await this.database.db
      .update(pushSubscriptions)
      .set({ missed: sql`${pushSubscriptions.missed} + ${count}` })
      .where(eq(pushSubscriptions.channelId, channelId));
  }
}
