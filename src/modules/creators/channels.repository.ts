import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { ChannelName, ChannelProfile, Platform } from '../../connectors/index.js';
import { Database, type Executor, idArray, type Tx } from '../../platform/database/index.js';
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

  async findById(id: string, executor: Executor = this.database.db): Promise<ChannelRow | null> {
    const [row] = await executor.select().from(creatorChannels).where(eq(creatorChannels.id, id));
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

  /** Those of these channels that are there, oldest first. */
  findByProfiles(executor: Executor, profiles: readonly ChannelProfile[]): Promise<ChannelRow[]> {
    const isOneOf = profiles.map(({ platform, externalId }) =>
      and(eq(creatorChannels.platform, platform), eq(creatorChannels.externalId, externalId)),
    );
    return executor
      .select()
      .from(creatorChannels)
      .where(or(...isOneOf))
      .orderBy(asc(creatorChannels.id));
  }

  /** Channels by what names them: their id, or a handle in any case; last described first. */
  async findByNames(names: readonly ChannelName[]): Promise<ChannelRow[]> {
    const records = names.map(({ platform, externalId, handle }) => ({
      ...{ platform, external_id: externalId, handle: handle?.toLowerCase() },
    }));
    const named = sql`json_to_recordset(${JSON.stringify(records)}::json) AS named(platform text, external_id text, handle text)`;
    const sameId = sql`(${creatorChannels.platform}, ${creatorChannels.externalId}) = (named.platform, named.external_id)`;
    const sameHandle = sql`(${creatorChannels.platform}, lower(${creatorChannels.handle})) = (named.platform, named.handle)`;
    const { id } = creatorChannels;
    const ids = sql`SELECT ${id} FROM ${named} JOIN ${creatorChannels} ON ${sameId}
      UNION SELECT ${id} FROM ${named} JOIN ${creatorChannels} ON ${sameHandle}`;
    return this.database.db
      .select()
      .from(creatorChannels)
      .where(sql`${id} IN (${ids})`)
      .orderBy(desc(creatorChannels.describedAt));
  }

  /** How many of these were looked at once, whatever came of it; those that are gone count, too: nobody waits for them. */
  async countLooked(ids: readonly string[]): Promise<number> {
    const { rows } = await this.database.db.execute<{ waiting: number }>(sql`
      SELECT count(*)::int AS waiting FROM creator_channels
      WHERE id = ANY(${idArray(ids)}) AND last_sync_at IS NULL AND last_error_at IS NULL`);
    return ids.length - (rows[0]?.waiting ?? 0);
  }

  /**
   * Keeps channels as they are until the transaction ends: nobody else moves, removes or describes them meanwhile. Whoever
   * writes down more of them later has their rows already, before any creator's.
   * @returns whose each is; those that are gone are left out
   */
  async hold(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx
      .select({ id: creatorChannels.id, creatorId: creatorChannels.creatorId })
      .from(creatorChannels)
      .where(sql`${creatorChannels.id} = ANY(${idArray(ids)})`)
      .orderBy(asc(creatorChannels.id))
      .for('no key update');
    return new Map(rows.map(({ id, creatorId }) => [id, creatorId]));
  }

  /**
   * Gives channels of one creator to another; their contents follow (`contents_channel_fk`).
   * @param ids which of them; all where it is left out
   * @returns ids of those that moved
   */
  async move(tx: Tx, from: string, to: string, ids?: readonly string[]): Promise<string[]> {
    const which = ids === undefined ? sql`` : sql`AND id = ANY(${idArray(ids)})`;
    const { rows } = await tx.execute<{ id: string }>(sql`
      UPDATE creator_channels SET creator_id = ${to}
      WHERE id IN (SELECT id FROM creator_channels WHERE creator_id = ${from} ${which} ORDER BY id FOR UPDATE)
      RETURNING id`);
    return rows.map(({ id }) => id);
  }

  async update(executor: Executor, id: string, changes: Partial<ChannelRow>): Promise<void> {
    await executor.update(creatorChannels).set(changes).where(eq(creatorChannels.id, id));
  }

  /** Deletes channels with all their contents. */
  async delete(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.execute(sql`
      DELETE FROM creator_channels
      WHERE id IN (SELECT id FROM creator_channels WHERE id = ANY(${idArray(ids)}) ORDER BY id FOR UPDATE)`);
  }

  /**
   * Adds to the counters of channels' contents.
   * @returns how much that is for each creator
   */
  async addContents(tx: Tx, counts: ReadonlyMap<string, number>): Promise<Map<string, number>> {
    const records = [...counts].map(([id, count]) => ({ id, count }));
    const { rows } = await tx.execute<{ creator_id: string; count: number }>(sql`
      UPDATE creator_channels SET content_count = content_count + added.count
      FROM (SELECT channel.id, record.count FROM creator_channels AS channel
            JOIN json_to_recordset(${JSON.stringify(records)}::json) AS record(id bigint, count integer) USING (id)
            ORDER BY channel.id FOR NO KEY UPDATE OF channel) AS added
      WHERE creator_channels.id = added.id
      RETURNING creator_id, added.count`);
    const ofCreators = new Map<string, number>();
    for (const { creator_id: creatorId, count } of rows) {
      ofCreators.set(creatorId, (ofCreators.get(creatorId) ?? 0) + count);
    }
    return ofCreators;
  }

  async findOfCreator(
    creatorId: string,
    channelId: string,
    executor: Executor = this.database.db,
  ): Promise<ChannelRow | null> {
    const [row] = await executor
      .select()
      .from(creatorChannels)
      .where(and(eq(creatorChannels.id, channelId), eq(creatorChannels.creatorId, creatorId)));
    return row ?? null;
  }

  findByCreators(
    creatorIds: readonly string[],
    executor: Executor = this.database.db,
  ): Promise<ChannelRow[]> {
    if (creatorIds.length === 0) return Promise.resolve([]);
    return executor
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
      FROM (SELECT told.* FROM creator_channels AS channel JOIN json_to_recordset(${JSON.stringify(records)}::json)
              AS told(id bigint, handle text, title text, url text, follower_count bigint, view_count bigint) USING (id)
            ORDER BY channel.id FOR NO KEY UPDATE OF channel) AS told
      WHERE known.id = told.id`);
  }

  /** Writes down how a look at the channel ended; `failure` null means well. One that was disabled meanwhile stays so. */
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
      .where(and(eq(creatorChannels.id, id), eq(creatorChannels.isActive, true)));
  }
}
