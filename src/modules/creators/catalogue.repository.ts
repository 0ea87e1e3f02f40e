import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, ilike, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { Database } from '../../platform/database/index.js';
import type { CreatorQuery } from './creators.schemas.js';
import { type CreatorRow, creatorChannels, creators, subscriptions } from './creators.tables.js';

export type CreatorFilter = Pick<CreatorQuery, 'category' | 'platform' | 'search' | 'subscribed'>;

/** Where a page ended: what its last creator is ordered by, and their id. */
export interface PageEnd {
  value: string;
  id: string;
}

/** How a list is ordered: by an index each, so that it is walked and never sorted. */
const ORDER = {
  followers_desc: {
    by: [desc(creators.followerCount), desc(creators.id)],
    after: ({ value, id }: PageEnd) =>
      sql`(${creators.followerCount}, ${creators.id}) < (${value}::bigint, ${id}::bigint)`,
    valueOf: ({ followerCount }: CreatorRow) => String(followerCount),
  },
  followers_asc: {
    by: [asc(creators.followerCount), asc(creators.id)],
    after: ({ value, id }: PageEnd) =>
      sql`(${creators.followerCount}, ${creators.id}) > (${value}::bigint, ${id}::bigint)`,
    valueOf: ({ followerCount }: CreatorRow) => String(followerCount),
  },
  name_asc: {
    by: [asc(creators.displayName), asc(creators.id)],
    after: ({ value, id }: PageEnd) =>
      sql`(${creators.displayName}, ${creators.id}) > (${value}, ${id}::bigint)`,
    valueOf: ({ displayName }: CreatorRow) => displayName,
  },
  // Ids are given in the order in which creators are made.
  created_desc: {
    by: [desc(creators.id)],
    after: ({ id }: PageEnd) => sql`${creators.id} < ${id}::bigint`,
    valueOf: ({ id }: CreatorRow) => id,
  },
} satisfies Record<CreatorQuery['sort'], unknown>;

/** Lists of creators. */
@Injectable()
export class CatalogueRepository {
  constructor(private readonly database: Database) {}

  /** @param start how many to skip from the beginning, or the end of the page before */
  findPage(
    filter: CreatorFilter,
    userId: string,
    { sort, limit, start }: Pick<CreatorQuery, 'sort' | 'limit'> & { start: number | PageEnd },
  ): Promise<CreatorRow[]> {
    const { by, after } = ORDER[sort];
    const where = this.matching(filter, userId);
    return this.database.db
      .select()
      .from(creators)
      .where(typeof start === 'number' ? where : and(where, after(start)))
      .orderBy(...by)
      .limit(limit)
      .offset(typeof start === 'number' ? start : 0);
  }

  endOf(row: CreatorRow, sort: CreatorQuery['sort']): PageEnd {
    return { value: ORDER[sort].valueOf(row), id: row.id };
  }

  count(filter: CreatorFilter, userId: string): Promise<number> {
    return this.database.db.$count(creators, this.matching(filter, userId));
  }

  private matching(
    { category, platform, search, subscribed }: CreatorFilter,
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
      isNull(creators.mergedIntoId),
      category === undefined ? undefined : eq(creators.category, category),
      platform === undefined ? undefined : onPlatform(platform),
      pattern === undefined
        ? undefined
        : or(ilike(creators.displayName, pattern), ilike(creators.name, pattern)),
      subscribed === undefined ? undefined : subscribed ? mine : not(mine),
    );
  }
}
