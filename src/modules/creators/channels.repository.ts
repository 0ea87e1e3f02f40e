import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { ChannelProfile, Platform } from '../../connectors/index.js';
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

  async findByExternalId(
    platform: Platform,
    externalId: string,
    executor: Executor = this.database.db,
  ): Promise<ChannelRow | null> {
    const [row] = await executor
      .select()
      .from(creatorChannels)
      .where(and(eq(creatorChannels.platform, platform), eq(creatorChannels.externalId, externalId)));
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

  findNotDescribedSince(platform: Platform, since: Date, limit: number): Promise<ChannelRow[]> {
    return this.database.db
      .select()
      .from(creatorChannels)
      .where(
        and(
          eq(creatorChannels.platform, platform),
          eq(creatorChannels.isActive, true),
          lt(creatorChannels.describedAt, since),
        ),
      )
      .orderBy(asc(creatorChannels.describedAt))
      .limit(limit);
  }

  /** Writes what was found of these channels; all of them count as asked for. */
  async describe(
    executor: Executor,
    channels: readonly ChannelRow[],
    profiles: readonly ChannelProfile[],
    now: Date,
  ): Promise<void> {
    const found = new Map(profiles.map((profile) => [profile.externalId, profile]));
    const records = channels.map(({ id, externalId }) => {
      const profile = found.get(externalId);
      return {
        id,
        handle: profile?.handle,
        title: profile?.title,
        url: profile?.url,
        follower_count: profile?.followerCount,
        view_count: profile?.viewCount,
      };
    });
    await executor.execute(sql`
      UPDATE creator_channels AS known SET
        handle = coalesce(told.handle, known.handle),
        title = coalesce(told.title, known.title),
        url = coalesce(told.url, known.url),
        follower_count = coalesce(told.follower_count, known.follower_count),
        view_count = coalesce(told.view_count, known.view_count),
        described_at = ${now.toISOString()}::timestamptz
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS told(id bigint, handle text, title text, url text, follower_count bigint, view_count bigint)
      WHERE known.id = told.id`);
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
