import { Injectable } from '@nestjs/common';
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { Database, idArray, type Tx } from '../../platform/database/index.js';
import type { TimeCursor } from '../../platform/http/index.js';
import type { Platform } from '../creators/index.js';
import { type ContentRow, contents, SHOWN } from './contents.tables.js';
import type { ContentType } from './contents.vocabulary.js';

export interface ContentFilter {
  platform?: Platform | undefined;
  type?: ContentType | undefined;
  types?: readonly ContentType[] | undefined;
  publishedSince?: Date | undefined;
}

/** What those have to know of a content who keep what people do with it. */
export type ContentFacts = Pick<ContentRow, 'id' | 'creatorId' | 'platform' | 'type'>;

/** What narrows a list of contents, by the name of the value that it is compared with. */
const CONDITIONS: Record<string, SQL> = {
  platform: sql`${contents.platform} = ${sql.placeholder('platform')}`,
  type: sql`${contents.type} = ${sql.placeholder('type')}`,
  types: sql`${contents.type} = ANY(${sql.placeholder('types')}::text[])`,
  publishedSince: sql`${contents.publishedAt} >= ${sql.placeholder('publishedSince')}`,
  afterId: sql`(${contents.publishedAt}, ${contents.id}) < (${sql.placeholder('afterAt')}, ${sql.placeholder('afterId')}::bigint)`,
};

@Injectable()
export class ContentsRepository {
  private readonly newest = new Map<string, ReturnType<ContentsRepository['prepareNewest']>>();

  private readonly shown;

  constructor(private readonly database: Database) {
    this.shown = database.db
      .select()
      .from(contents)
      .where(and(sql`${contents.id} = ANY(${sql.placeholder('ids')}::bigint[])`, SHOWN))
      .prepare('contents_shown');
  }

  async findById(id: string): Promise<ContentRow | null> {
    const [row] = await this.database.db
      .select()
      .from(contents)
      .where(and(eq(contents.id, id), SHOWN));
    return row ?? null;
  }

  /** Those that are shown, in no order. */
  findByIds(ids: readonly string[]): Promise<ContentRow[]> {
    return this.shown.execute({ ids: [...ids] });
  }

  /** Those that are shown, which stay until the transaction ends. */
  async hold(tx: Tx, ids: readonly string[]): Promise<Map<string, ContentFacts>> {
    const rows = await tx
      .select({
        id: contents.id,
        creatorId: contents.creatorId,
        platform: contents.platform,
        type: contents.type,
      })
      .from(contents)
      .where(and(sql`${contents.id} = ANY(${idArray(ids)})`, SHOWN))
      .orderBy(contents.id)
      .for('key share');
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The newest contents of these creators after a position, newest first. */
  async findNewest(
    creatorIds: readonly string[],
    { platform, type, types, publishedSince }: ContentFilter,
    after: TimeCursor | null,
    limit: number,
  ): Promise<ContentRow[]> {
    if (creatorIds.length === 0) return [];
    const narrowedBy = {
      ...(platform === undefined ? {} : { platform }),
      ...(type === undefined ? {} : { type }),
      ...(types === undefined ? {} : { types: [...types] }),
      ...(publishedSince === undefined ? {} : { publishedSince: publishedSince.toISOString() }),
      ...(after === null ? {} : { afterAt: after.at.toISOString(), afterId: after.id }),
    };
    const statement = this.statementFor(Object.keys(narrowedBy).filter((name) => name in CONDITIONS));
    const rows = await statement.execute({ creatorIds: [...creatorIds], limit, ...narrowedBy });
    return rows.map(({ content }) => content);
  }

  /** This is the statement that runs for every feed: each of its shapes is built and planned once. */
  private statementFor(conditions: readonly string[]) {
    const name = ['contents_newest', ...conditions].join('_');
    const known = this.newest.get(name);
    if (known !== undefined) return known;
    const prepared = this.prepareNewest(name, conditions);
    this.newest.set(name, prepared);
    return prepared;
  }

  /**
   * A merge of one short index walk for each creator, whose cost depends on how many creators there are and not on how
   * much they have published. Only the ids are merged: rows are read for those that win.
   */
  private prepareNewest(name: string, conditions: readonly string[]) {
    const { db } = this.database;
    const ofCreator = sql`${contents.creatorId} = followed.id`;
    const each = db
      .select({ id: contents.id, publishedAt: contents.publishedAt })
      .from(contents)
      .where(
        sql.join(
          [ofCreator, SHOWN, ...conditions.map((condition) => CONDITIONS[condition] ?? sql`true`)],
          sql` AND `,
        ),
      )
      .orderBy(desc(contents.publishedAt), desc(contents.id))
      .limit(sql.placeholder('limit'))
      .as('each');
    const winners = db
      .select({ id: each.id })
      .from(sql`unnest(${sql.placeholder('creatorIds')}::bigint[]) AS followed(id)`)
      .crossJoinLateral(each)
      .orderBy(desc(each.publishedAt), desc(each.id))
      .limit(sql.placeholder('limit'))
      .as('winners');
    return db
      .select({ content: contents })
      .from(winners)
      .innerJoin(contents, eq(contents.id, winners.id))
      .orderBy(desc(contents.publishedAt), desc(contents.id))
      .prepare(name);
  }
}
