import { Injectable } from '@nestjs/common';
import { eq, sql } from 'drizzle-orm';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import type { CountsView } from './interactions.schemas.js';
import { contentCounts } from './interactions.tables.js';

/** What is to be added to a content's counts. */
export interface CountDelta {
  contentId: string;
  likes?: number;
  bookmarks?: number;
  views?: number;
  shares?: number;
}

/** How often fans did what with contents. */
@Injectable()
export class CountsRepository {
  constructor(private readonly database: Database) {}

  async append(tx: Tx, deltas: readonly CountDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    const records = deltas.map(({ contentId, ...delta }) => ({ content_id: contentId, ...delta }));
    await tx.execute(sql`
      INSERT INTO content_count_deltas (content_id, likes, bookmarks, views, shares)
      SELECT content_id, coalesce(likes, 0), coalesce(bookmarks, 0), coalesce(views, 0), coalesce(shares, 0)
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS happened(content_id bigint, likes integer, bookmarks integer, views integer, shares integer)`);
  }

  /** Adds up to `limit` of what was appended to the counts, all or nothing. @returns how much it was */
  async settle(executor: Executor, limit: number): Promise<number> {
    const { rows } = await executor.execute<{ taken: string }>(sql`
      WITH taken AS (
        DELETE FROM content_count_deltas WHERE id IN (
          SELECT id FROM content_count_deltas ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING *
      ), summed AS (
        SELECT content_id, sum(likes) AS likes, sum(bookmarks) AS bookmarks, sum(views) AS views, sum(shares) AS shares
        FROM taken GROUP BY content_id
      ), lasting AS (
        -- A content that is gone meanwhile counts no more.
        SELECT summed.* FROM summed JOIN contents ON contents.id = content_id ORDER BY content_id FOR KEY SHARE OF contents
      ), counted AS (
        INSERT INTO content_counts AS known (content_id, likes, bookmarks, views, shares) SELECT * FROM lasting
        ON CONFLICT (content_id) DO UPDATE SET likes = known.likes + excluded.likes,
          bookmarks = known.bookmarks + excluded.bookmarks, views = known.views + excluded.views,
          shares = known.shares + excluded.shares
      )
      SELECT count(*) AS taken FROM taken`);
    return Number(rows[0]?.taken ?? 0);
  }

  async find(contentId: string): Promise<CountsView | null> {
    const [row] = await this.database.db
      .select({
        likes: contentCounts.likes,
        bookmarks: contentCounts.bookmarks,
        views: contentCounts.views,
        shares: contentCounts.shares,
      })
      .from(contentCounts)
      .where(eq(contentCounts.contentId, contentId));
    return row ?? null;
  }
}
