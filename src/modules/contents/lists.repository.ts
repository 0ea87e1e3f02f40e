import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { Database, idArray, textArray } from '../../platform/database/index.js';
import type { Platform } from '../creators/index.js';
import { AIRING, type ContentRow, contents, HEAT, SHOWN, VIEWS } from './contents.tables.js';
import type { ContentType } from './contents.vocabulary.js';
import type { Sort } from './lists.schemas.js';

/** A row of a list, and by what it is sorted; times in milliseconds since 1970. */
export interface Ranked {
  content: ContentRow;
  key: number;
}

/** The last row that was shown. */
export interface RankedPlace {
  key: number;
  id: string;
}

export interface ListFilter {
  platform?: Platform | undefined;
  type?: ContentType | undefined;
  category?: string | undefined;
  creators?: readonly string[] | undefined;
  publishedFrom?: Date | undefined;
  publishedBefore?: Date | undefined;
}

export interface ListPage {
  filter: ListFilter;
  after: RankedPlace | null;
  limit: number;
}

/** What lists are sorted by, as the indexes have it, and how a key of a cursor becomes one of the database. */
interface Order {
  column: SQL;
  key: SQL<number>;
  place: (key: number) => SQL;
}

const milliseconds = (column: SQL) => sql<number>`(extract(epoch FROM ${column}) * 1000)::float8`;
const timeOf = (key: number) => sql`${new Date(key).toISOString()}::timestamptz`;
const numberOf = (key: number) => sql`${key}::float8`;

const published = sql`${contents.publishedAt}`;
const scheduled = sql`${contents.scheduledAt}`;
const viewers = sql`coalesce(${contents.viewers}, 0)`;

const ORDERS: Record<Sort, Order> = {
  latest: { column: published, key: milliseconds(published), place: timeOf },
  popular: { column: sql`${VIEWS}`, key: sql<number>`${VIEWS}::float8`, place: (key) => sql`${key}::bigint` },
  trending: { column: sql`${HEAT}`, key: sql<number>`${HEAT}`, place: numberOf },
};

/** Candidates for what is related: as many of the creator and of the category, the newest of each. */
const CANDIDATES = 100;

/** Lists of all contents: each a walk of an index of its own, from where the last page ended. */
@Injectable()
export class ListsRepository {
  constructor(private readonly database: Database) {}

  findSorted(sort: Sort, { filter, after, limit }: ListPage): Promise<Ranked[]> {
    const { column, key, place } = ORDERS[sort];
    return this.database.db
      .select({ content: contents, key })
      .from(contents)
      .where(
        and(
          SHOWN,
          ...conditionsOf(filter),
          after === null
            ? undefined
            : sql`(${column}, ${contents.id}) < (${place(after.key)}, ${after.id}::bigint)`,
        ),
      )
      .orderBy(desc(column), desc(contents.id))
      .limit(limit);
  }

  /** On the air, by who watches. */
  findLive({ filter, after, limit }: ListPage): Promise<Ranked[]> {
    return this.database.db
      .select({ content: contents, key: sql<number>`${viewers}::float8` })
      .from(contents)
      .where(
        and(
          AIRING,
          eq(contents.state, 'live'),
          ...conditionsOf(filter),
          after === null
            ? undefined
            : sql`(${viewers}, ${contents.id}) < (${after.key}::bigint, ${after.id}::bigint)`,
        ),
      )
      .orderBy(desc(viewers), desc(contents.id))
      .limit(limit);
  }

  /** To be on the air before a time, the first first: also what should have begun already. */
  findUpcoming(before: Date, { filter, after, limit }: ListPage): Promise<Ranked[]> {
    return this.database.db
      .select({ content: contents, key: milliseconds(scheduled) })
      .from(contents)
      .where(
        and(
          AIRING,
          eq(contents.state, 'upcoming'),
          lt(contents.scheduledAt, before),
          ...conditionsOf(filter),
          after === null
            ? undefined
            : sql`(${contents.scheduledAt}, ${contents.id}) > (${timeOf(after.key)}, ${after.id}::bigint)`,
        ),
      )
      .orderBy(asc(contents.scheduledAt), asc(contents.id))
      .limit(limit);
  }

  /** What has most tags in common with a content, of its creator and of its category; the newer of two alike. */
  async findRelated({ id, creatorId, category, tags }: ContentRow, limit: number): Promise<ContentRow[]> {
    const newest = (condition: SQL) => sql`(SELECT id FROM contents WHERE ${SHOWN} AND ${condition}
      ORDER BY published_at DESC, id DESC LIMIT ${CANDIDATES})`;
    const common = sql`cardinality(ARRAY(
      SELECT unnest(${contents.tags}) INTERSECT SELECT unnest(${textArray(tags)})))`;
    const isOfCreator = sql`(${contents.creatorId} = ${creatorId})::int`;
    const rows = await this.database.db
      .select()
      .from(contents)
      .where(
        sql`${contents.id} <> ${id} AND ${contents.id} IN (
          ${newest(sql`creator_id = ${creatorId}`)} UNION ${newest(sql`category = ${category}`)})`,
      )
      .orderBy(sql`${common} + ${isOfCreator} DESC`, desc(contents.publishedAt), desc(contents.id))
      .limit(limit);
    return rows;
  }
}

function conditionsOf(filter: ListFilter): (SQL | undefined)[] {
  const { platform, type, category, creators, publishedFrom, publishedBefore } = filter;
  return [
    platform === undefined ? undefined : eq(contents.platform, platform),
    type === undefined ? undefined : eq(contents.type, type),
    category === undefined ? undefined : eq(contents.category, category),
    creators === undefined ? undefined : sql`${contents.creatorId} = ANY(${idArray(creators)})`,
    publishedFrom === undefined ? undefined : gte(contents.publishedAt, publishedFrom),
    publishedBefore === undefined ? undefined : lt(contents.publishedAt, publishedBefore),
  ];
}
