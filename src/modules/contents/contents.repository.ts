import { Injectable } from '@nestjs/common';
import { eq, sql, type SQL } from 'drizzle-orm';
import { Database, idArray } from '../../platform/database/index.js';
import type { TimeCursor } from '../../platform/http/index.js';
import type { Platform } from '../creators/index.js';
import { type ContentRow, contents } from './contents.tables.js';
import type { ContentType } from './contents.vocabulary.js';

export interface ContentFilter {
  platform?: Platform | undefined;
  type?: ContentType | undefined;
  publishedSince?: Date | undefined;
}

@Injectable()
export class ContentsRepository {
  constructor(private readonly database: Database) {}

  async findById(id: string): Promise<ContentRow | null> {
    const [row] = await this.database.db.select().from(contents).where(eq(contents.id, id));
    return row ?? null;
  }

  /**
   * The newest contents of these creators after a position, newest first: a merge of one short index walk for each
   * creator, whose cost depends on how many creators there are and not on how much they have published.
   */
  async findNewest(
    creatorIds: readonly string[],
    filter: ContentFilter,
    after: TimeCursor | null,
    limit: number,
  ): Promise<ContentRow[]> {
    if (creatorIds.length === 0) return [];
    const newest = this.database.db
      .select()
      .from(contents)
      .where(sql.join([sql`${contents.creatorId} = followed.id`, ...conditions(filter, after)], sql` AND `))
      .orderBy(sql`${contents.publishedAt} DESC, ${contents.id} DESC`)
      .limit(limit)
      .as('newest');
    return this.database.db
      .select(newest._.selectedFields)
      .from(sql`unnest(${idArray(creatorIds)}) AS followed(id)`)
      .crossJoinLateral(newest)
      .orderBy(sql`${newest.publishedAt} DESC, ${newest.id} DESC`)
      .limit(limit);
  }
}

function conditions({ platform, type, publishedSince }: ContentFilter, after: TimeCursor | null): SQL[] {
  return [
    ...(platform === undefined ? [] : [sql`${contents.platform} = ${platform}`]),
    ...(type === undefined ? [] : [sql`${contents.type} = ${type}`]),
    ...(publishedSince === undefined ? [] : [sql`${contents.publishedAt} >= ${publishedSince}`]),
    ...(after === null
      ? []
      : [sql`(${contents.publishedAt}, ${contents.id}) < (${after.at}, ${after.id}::bigint)`]),
  ];
}
