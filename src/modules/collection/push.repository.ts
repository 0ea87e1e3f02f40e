import { Injectable } from '@nestjs/common';
import { asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { Database, type Executor } from '../../platform/database/index.js';
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
  async takeDue(limit: number, now: Date, leaseUntil: Date): Promise<string[]> {
    const { db } = this.database;
    const due = db
      .select({ channelId: pushSubscriptions.channelId })
      .from(pushSubscriptions)
      .where(lte(pushSubscriptions.requestDueAt, now))
      .orderBy(asc(pushSubscriptions.requestDueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await db
      .update(pushSubscriptions)
      .set({ requestDueAt: leaseUntil })
      .where(inArray(pushSubscriptions.channelId, due))
      .returning({ channelId: pushSubscriptions.channelId });
    return rows.map(({ channelId }) => channelId);
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
