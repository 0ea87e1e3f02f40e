import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, ilike, not, or, type SQL, sql } from 'drizzle-orm';
import { Database, type Executor, idArray } from '../../platform/database/index.js';
import { type CreatorRow, creatorChannels, creators, subscriptions } from './creators.tables.js';
import type { CreatorQuery } from './creators.schemas.js';

/** What other modules show of a creator. */
export interface CreatorSummary {
  id: string;
  name: string;
  avatar: string | null;
}

export type NewCreatorRow = typeof creators.$inferInsert;

const ORDER: Record<CreatorQuery['sort'], SQL[]> = {
  followers_desc: [desc(creators.followerCount), desc(creators.id)],
  followers_asc: [asc(creators.followerCount), asc(creators.id)],
  name_asc: [asc(creators.displayName), asc(creators.id)],
  created_desc: [desc(creators.createdAt), desc(creators.id)],
};

@Injectable()
export class CreatorsRepository {
  private readonly summaries;

  constructor(private readonly database: Database) {
    this.summaries = database.db
      .select({ id: creators.id, name: creators.displayName, avatar: creators.avatar })
      .from(creators)
      .where(sql`${creators.id} = ANY(${sql.placeholder('ids')}::bigint[])`)
      .prepare('creators_summaries');
  }

  async insert(executor: Executor, creator: NewCreatorRow): Promise<CreatorRow> {
    const [row] = await executor.insert(creators).values(creator).returning();
    if (row === undefined) throw new TypeError('an insert returns its row');
    return row;
  }

  async findById(id: string): Promise<CreatorRow | null> {
    const [row] = await this.database.db.select().from(creators).where(eq(creators.id, id));
    return row ?? null;
  }

  /** What of these creators is shown beside their contents. Prepared: it runs for every feed. */
  findSummaries(ids: readonly string[]): Promise<CreatorSummary[]> {
    return this.summaries.execute({ ids: [...ids] });
  }

  async findPage(query: CreatorQuery, userId: string): Promise<{ rows: CreatorRow[]; total: number }> {
    const where = this.matching(query, userId);
    const [rows, total] = await Promise.all([
      this.database.db
        .select()
        .from(creators)
        .where(where)
        .orderBy(...ORDER[query.sort])
        .limit(query.limit)
        .offset((query.page - 1) * query.limit),
      this.database.db.$count(creators, where),
    ]);
    return { rows, total };
  }

  /** Adds to the counter of a creator's contents. */
  /** Adds up what the creators' channels count. */
  async recount(executor: Executor, ids: readonly string[]): Promise<void> {
    await executor.execute(sql`
      UPDATE creators SET follower_count = counted.followers, total_views = counted.views
      FROM (SELECT creator_id, coalesce(sum(follower_count), 0) AS followers, coalesce(sum(view_count), 0) AS views
            FROM creator_channels WHERE creator_id = ANY(${idArray(ids)}) GROUP BY creator_id) AS counted
      WHERE creators.id = counted.creator_id`);
  }

  async addContents(executor: Executor, id: string, count: number): Promise<void> {
    await executor
      .update(creators)
      .set({ contentCount: sql`${creators.contentCount} + ${count}` })
      .where(eq(creators.id, id));
  }

  /** @returns the creator's new number of fans here */
  async addSubscribers(executor: Executor, id: string, count: number): Promise<number> {
    const [row] = await executor
      .update(creators)
      .set({ subscriberCount: sql`${creators.subscriberCount} + ${count}` })
      .where(eq(creators.id, id))
      .returning({ subscriberCount: creators.subscriberCount });
    return row?.subscriberCount ?? 0;
  }

  private matching(
    { category, platform, search, subscribed }: CreatorQuery,
    userId: string,
  ): SQL | undefined {
    const { db } = this.database;
    const pattern = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const mine = exists(
      db
        .select({ one: sql`1` })
        .from(subscriptions)
        .where(and(eq(subscriptions.creatorId, creators.id), eq(subscriptions.userId, userId))),
    );
    const onPlatform = (name: typeof platform & string) =>
      exists(
        db
          .select({ one: sql`1` })
          .from(creatorChannels)
          .where(and(eq(creatorChannels.creatorId, creators.id), eq(creatorChannels.platform, name))),
      );
    return and(
      category === undefined ? undefined : eq(creators.category, category),
      platform === undefined ? undefined : onPlatform(platform),
      pattern === undefined
        ? undefined
        : or(ilike(creators.displayName, pattern), ilike(creators.name, pattern)),
      subscribed === undefined ? undefined : subscribed ? mine : not(mine),
    );
  }
}
