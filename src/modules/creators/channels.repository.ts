import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { Database, type Executor } from '../../platform/database/index.js';
import { type ChannelRow, creatorChannels } from './creators.tables.js';

export type NewChannelRow = typeof creatorChannels.$inferInsert;

export interface SyncFailure {
  code: string;
  message: string;
}

@Injectable()
export class ChannelsRepository {
  constructor(private readonly database: Database) {}

  /** @returns null where the channel belongs to a creator already */
  async insert(executor: Executor, channel: NewChannelRow): Promise<ChannelRow | null> {
    const [row] = await executor.insert(creatorChannels).values(channel).onConflictDoNothing().returning();
    return row ?? null;
  }

  async findById(id: string): Promise<ChannelRow | null> {
    const [row] = await this.database.db.select().from(creatorChannels).where(eq(creatorChannels.id, id));
    return row ?? null;
  }

  async findOfCreator(creatorId: string, channelId: string): Promise<ChannelRow | null> {
    const [row] = await this.database.db
      .select()
      .from(creatorChannels)
      .where(and(eq(creatorChannels.id, channelId), eq(creatorChannels.creatorId, creatorId)));
    return row ?? null;
  }

  findByCreators(creatorIds: readonly string[]): Promise<ChannelRow[]> {
    if (creatorIds.length === 0) return Promise.resolve([]);
    return this.database.db
      .select()
      .from(creatorChannels)
      .where(inArray(creatorChannels.creatorId, [...creatorIds]))
      .orderBy(asc(creatorChannels.id));
  }

  /** Writes down how a look at the channel ended; `failure` null means well. */
  async recordSync(executor: Executor, id: string, failure: SyncFailure | null): Promise<void> {
    const now = sql`now()`;
    await executor
      .update(creatorChannels)
      .set(
        failure === null
          ? {
              syncStatus: 'active',
              lastSyncAt: now,
              lastErrorCode: null,
              lastErrorMessage: null,
              lastErrorAt: null,
            }
          : {
              syncStatus: 'error',
              lastErrorCode: failure.code,
              lastErrorMessage: failure.message,
              lastErrorAt: now,
            },
      )
      .where(eq(creatorChannels.id, id));
  }
}
