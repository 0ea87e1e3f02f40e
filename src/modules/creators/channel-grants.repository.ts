import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import type { Platform } from '../../connectors/index.js';
import { Database, type Executor } from '../../platform/database/index.js';
import { type ChannelGrant, channelGrants, usedGrantStates } from './channel-grants.tables.js';
import { creatorChannels } from './creators.tables.js';

export type NewGrant = typeof channelGrants.$inferInsert;
type Renewal = Pick<ChannelGrant, 'token' | 'issuedAt' | 'expiresAt' | 'refreshDueAt'>;

@Injectable()
export class ChannelGrantsRepository {
  constructor(private readonly database: Database) {}

  /** Writes a grant, over the one that the channel may have had. */
  async save(executor: Executor, grant: NewGrant): Promise<void> {
    await executor
      .insert(channelGrants)
      .values(grant)
      .onConflictDoUpdate({ target: channelGrants.channelId, set: { ...grant, failures: 0 } });
  }

  async find(
    platform: Platform,
    externalId: string,
  ): Promise<Pick<ChannelGrant, 'channelId' | 'token'> | null> {
    const [row] = await this.database.db
      .select({ channelId: channelGrants.channelId, token: channelGrants.token })
      .from(channelGrants)
      .innerJoin(creatorChannels, eq(creatorChannels.id, channelGrants.channelId))
      .where(and(eq(creatorChannels.platform, platform), eq(creatorChannels.externalId, externalId)));
    return row ?? null;
  }

  /**
   * Takes up to `limit` grants that are due for a refresh and puts them off until `leaseUntil`: should whoever took them
   * die, they are taken again. Several workers never take the same one.
   */
  takeDue(limit: number, now: Date, leaseUntil: Date): Promise<ChannelGrant[]> {
    const { db } = this.database;
    const due = db
      .select({ channelId: channelGrants.channelId })
      .from(channelGrants)
      .where(lte(channelGrants.refreshDueAt, now))
      .orderBy(asc(channelGrants.refreshDueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    return db
      .update(channelGrants)
      .set({ refreshDueAt: leaseUntil })
      .where(inArray(channelGrants.channelId, due))
      .returning();
  }

  /** Writes the next token, unless the owner has given another one meanwhile. */
  async renew({ channelId, token }: ChannelGrant, renewal: Renewal): Promise<void> {
    await this.database.db
      .update(channelGrants)
      .set({ ...renewal, failures: 0 })
      .where(and(eq(channelGrants.channelId, channelId), eq(channelGrants.token, token)));
  }

  async putOff(executor: Executor, { channelId, token }: ChannelGrant, until: Date): Promise<void> {
    await executor
      .update(channelGrants)
      .set({ refreshDueAt: until, failures: sql`${channelGrants.failures} + 1` })
      .where(and(eq(channelGrants.channelId, channelId), eq(channelGrants.token, token)));
  }

  async delete(channelId: string): Promise<void> {
    await this.database.db.delete(channelGrants).where(eq(channelGrants.channelId, channelId));
  }

  /** @returns the channels that had one */
  async deleteOfAccount(scopedId: string): Promise<string[]> {
    const rows = await this.database.db
      .delete(channelGrants)
      .where(eq(channelGrants.scopedId, scopedId))
      .returning({ channelId: channelGrants.channelId });
    return rows.map(({ channelId }) => channelId);
  }

  /** Marks a state as used. @returns whether it was not before */
  async useState(id: string, expiresAt: Date): Promise<boolean> {
    const rows = await this.database.db
      .insert(usedGrantStates)
      .values({ id, expiresAt })
      .onConflictDoNothing()
      .returning({ id: usedGrantStates.id });
    return rows.length > 0;
  }

  async forgetStatesBefore(time: Date): Promise<void> {
    await this.database.db.delete(usedGrantStates).where(lt(usedGrantStates.expiresAt, time));
  }
}
