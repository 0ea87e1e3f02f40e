import { Injectable } from '@nestjs/common';
import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { Database, type Executor, idArray } from '../../platform/database/index.js';
import {
  type ChannelRow,
  type ContentType,
  creatorChannels,
  type CreatorRow,
  creators,
  type NotifyLevel,
  subscriptions,
} from './creators.tables.js';
import { levelsThatHear, type News } from './notify-levels.js';

/** What a fan wants to hear of a creator. */
export interface Wish {
  notify: NotifyLevel;
  /** Null is all kinds. */
  types: ContentType[] | null;
}

@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly database: Database) {}

  /** @returns whether it is new */
  async insert(executor: Executor, userId: string, creatorId: string): Promise<boolean> {
    const rows = await executor
      .insert(subscriptions)
      .values({ userId, creatorId })
      .onConflictDoNothing()
      .returning({ creatorId: subscriptions.creatorId });
    return rows.length > 0;
  }

  /** @returns those of the creators whom the user did not follow before */
  async insertMany(executor: Executor, userId: string, creatorIds: readonly string[]): Promise<string[]> {
    const { rows } = await executor.execute<{ creator_id: string }>(sql`
      INSERT INTO subscriptions (user_id, creator_id) SELECT ${userId}, unnest(${idArray(creatorIds)})
      ON CONFLICT DO NOTHING RETURNING creator_id`);
    return rows.map(({ creator_id: creatorId }) => creatorId);
  }

  /** @returns whether there was one */
  async delete(executor: Executor, userId: string, creatorId: string): Promise<boolean> {
    const rows = await executor
      .delete(subscriptions)
      .where(and(eq(subscriptions.userId, userId), eq(subscriptions.creatorId, creatorId)))
      .returning({ creatorId: subscriptions.creatorId });
    return rows.length > 0;
  }

  /**
   * Changes what is given of a fan's wish.
   * @returns what it is now; null where the fan does not follow
   */
  async update(
    executor: Executor,
    userId: string,
    creatorId: string,
    changes: Partial<Wish>,
  ): Promise<Wish | null> {
    const [row] = await executor
      .update(subscriptions)
      // Something has to be set, or there is no statement.
      .set({ userId, ...changes })
      .where(and(eq(subscriptions.userId, userId), eq(subscriptions.creatorId, creatorId)))
      .returning({ notify: subscriptions.notify, types: subscriptions.types });
    return row ?? null;
  }

  /** By the creator. */
  async wishes(userId: string, creatorIds: readonly string[]): Promise<Map<string, Wish>> {
    if (creatorIds.length === 0) return new Map();
    const rows = await this.database.db
      .select({
        creatorId: subscriptions.creatorId,
        notify: subscriptions.notify,
        types: subscriptions.types,
      })
      .from(subscriptions)
      .where(and(eq(subscriptions.userId, userId), inArray(subscriptions.creatorId, [...creatorIds])));
    return new Map(rows.map(({ creatorId, ...wish }) => [creatorId, wish]));
  }

  /** Ids of the creators that users follow, ascending; every user is there. */
  async creatorIdsOfMany(userIds: readonly string[]): Promise<Map<string, Float64Array>> {
    const { rows } = await this.database.db.execute<{ user_id: string; followed: string[] }>(sql`
      SELECT fan.id AS user_id, ARRAY(SELECT creator_id FROM subscriptions WHERE user_id = fan.id ORDER BY creator_id) AS followed
      FROM unnest(${idArray(userIds)}) AS fan(id)`);
    return new Map(
      rows.map(({ user_id: userId, followed }) => [userId, Float64Array.from(followed, Number)]),
    );
  }

  /** All channels of those a user follows, in the order in which they were followed. */
  async channelsOf(userId: string): Promise<ChannelRow[]> {
    const rows = await this.database.db
      .select({ channel: creatorChannels })
      .from(subscriptions)
      .innerJoin(creatorChannels, eq(creatorChannels.creatorId, subscriptions.creatorId))
      .where(eq(subscriptions.userId, userId))
      .orderBy(asc(subscriptions.createdAt), asc(creatorChannels.id));
    return rows.map(({ channel }) => channel);
  }

  async findPage(
    userId: string,
    page: number,
    limit: number,
  ): Promise<{ rows: CreatorRow[]; total: number }> {
    const [rows, [counted]] = await Promise.all([
      this.database.db
        .select({ creator: creators })
        .from(subscriptions)
        .innerJoin(creators, eq(creators.id, subscriptions.creatorId))
        .where(eq(subscriptions.userId, userId))
        .orderBy(desc(subscriptions.createdAt), desc(subscriptions.creatorId))
        .limit(limit)
        .offset((page - 1) * limit),
      this.database.db.select({ total: count() }).from(subscriptions).where(eq(subscriptions.userId, userId)),
    ]);
    return { rows: rows.map(({ creator }) => creator), total: counted?.total ?? 0 };
  }

  /** The next `limit` fans who want to hear such news of a creator, in the order of their ids. */
  async listeners(creatorId: string, news: News, afterUserId: string, limit: number): Promise<string[]> {
    const rows = await this.database.db
      .select({ userId: subscriptions.userId })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.creatorId, creatorId),
          gt(subscriptions.userId, afterUserId),
          inArray(subscriptions.notify, levelsThatHear(news)),
          or(isNull(subscriptions.types), sql`${news.type} = ANY(${subscriptions.types})`),
        ),
      )
      .orderBy(asc(subscriptions.userId))
      .limit(limit);
    return rows.map(({ userId }) => userId);
  }
}
