import { Injectable } from '@nestjs/common';
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { Database, type Executor, idArray, type Tx } from '../../platform/database/index.js';
import type { TimeCursor } from '../../platform/http/index.js';
import { type InteractionRow, interactions } from './interactions.tables.js';
import { SAME_VIEW_MS } from './watching.js';

/** What a fan can do with a content and take back, by the column that says when it was done. */
export const MARKS = { like: 'liked_at', bookmark: 'bookmarked_at', hide: 'hidden_at' } as const;
export type MarkKind = keyof typeof MARKS;

/** One fan and one content. */
export interface Pair {
  userId: string;
  contentId: string;
}

export function pairKey({ userId, contentId }: Pair): string {
  return `${userId} ${contentId}`;
}

const lists = {
  bookmarks: interactions.bookmarkedAt,
  history: interactions.watchedAt,
} as const;

export interface ListQuery {
  userId: string;
  list: keyof typeof lists;
  folderId?: string | undefined;
  after: TimeCursor | null;
  limit: number;
}

@Injectable()
export class InteractionsRepository {
  constructor(private readonly database: Database) {}

  /** @returns whether it was not so before */
  async mark(tx: Tx, kind: MarkKind, { userId, contentId }: Pair, now: Date): Promise<boolean> {
    const column = sql.raw(MARKS[kind]);
    const { rows } = await tx.execute(sql`
      INSERT INTO interactions AS known (user_id, content_id, ${column})
      VALUES (${userId}, ${contentId}, ${now.toISOString()}::timestamptz)
      ON CONFLICT (user_id, content_id) DO UPDATE SET ${column} = excluded.${column} WHERE known.${column} IS NULL
      RETURNING true AS is_new`);
    return rows.length > 0;
  }

  /** @returns whether it was so before */
  async unmark(tx: Tx, kind: MarkKind, { userId, contentId }: Pair): Promise<boolean> {
    const column = sql.raw(MARKS[kind]);
    const { rowCount } = await tx.execute(sql`
      UPDATE interactions SET ${column} = NULL ${kind === 'bookmark' ? sql`, folder_id = NULL` : sql``}
      WHERE user_id = ${userId} AND content_id = ${contentId} AND ${column} IS NOT NULL`);
    return rowCount === 1;
  }

  async putIntoFolder(tx: Tx, { userId, contentId }: Pair, folderId: string | null): Promise<void> {
    await tx
      .update(interactions)
      .set({ folderId })
      .where(and(eq(interactions.userId, userId), eq(interactions.contentId, contentId)));
  }

  /**
   * Writes down that fans opened contents; pairs are distinct, and in the same order in every process that writes some.
   * @returns those that are a view of their own, and not the last one still
   */
  async view(tx: Tx, pairs: readonly Pair[], now: Date): Promise<Pair[]> {
    const time = sql`${now.toISOString()}::timestamptz`;
    const { rows } = await tx.execute<{ user_id: string; content_id: string; counts: boolean }>(sql`
      INSERT INTO interactions AS known (user_id, content_id, watched_at, viewed_at)
      SELECT user_id, content_id, ${time}, ${time}
      FROM unnest(${idArray(pairs.map(({ userId }) => userId))}, ${idArray(pairs.map(({ contentId }) => contentId))})
        AS opened(user_id, content_id)
      ON CONFLICT (user_id, content_id) DO UPDATE SET
        watched_at = greatest(known.watched_at, excluded.watched_at),
        viewed_at = CASE WHEN known.viewed_at > excluded.viewed_at - make_interval(secs => ${SAME_VIEW_MS / 1000})
          THEN known.viewed_at ELSE excluded.viewed_at END
      RETURNING user_id, content_id, viewed_at = ${time} AS counts`);
    return rows.flatMap((row) => (row.counts ? [{ userId: row.user_id, contentId: row.content_id }] : []));
  }

  async saveProgress(
    tx: Tx,
    { userId, contentId }: Pair,
    progress: { positionSeconds: number; durationSeconds: number },
    now: Date,
  ): Promise<void> {
    const { positionSeconds, durationSeconds } = progress;
    await tx
      .insert(interactions)
      .values({ userId, contentId, watchedAt: now, ...progress })
      .onConflictDoUpdate({
        target: [interactions.userId, interactions.contentId],
        set: { watchedAt: now, positionSeconds, durationSeconds },
      });
  }

  /** @returns how many contents were in it */
  async clearHistory(tx: Tx, userId: string): Promise<number> {
    const { rowCount } = await tx
      .update(interactions)
      .set({ watchedAt: null, viewedAt: null, positionSeconds: null, durationSeconds: null })
      .where(and(eq(interactions.userId, userId), isNotNull(interactions.watchedAt)));
    return rowCount ?? 0;
  }

  async find(executor: Executor, { userId, contentId }: Pair): Promise<InteractionRow | null> {
    const [row] = await executor
      .select()
      .from(interactions)
      .where(and(eq(interactions.userId, userId), eq(interactions.contentId, contentId)));
    return row ?? null;
  }

  /** By `pairKey`. */
  async findPairs(executor: Executor, pairs: readonly Pair[]): Promise<Map<string, InteractionRow>> {
    const [userIds, contentIds] = [
      pairs.map(({ userId }) => userId),
      pairs.map(({ contentId }) => contentId),
    ];
    const rows = await executor
      .select()
      .from(interactions)
      .where(
        sql`(${interactions.userId}, ${interactions.contentId}) IN (SELECT * FROM unnest(${idArray(userIds)}, ${idArray(contentIds)}))`,
      );
    return new Map(rows.map((row) => [pairKey(row), row]));
  }

  findMany(userId: string, contentIds: readonly string[]): Promise<InteractionRow[]> {
    return this.database.db
      .select()
      .from(interactions)
      .where(
        and(eq(interactions.userId, userId), sql`${interactions.contentId} = ANY(${idArray(contentIds)})`),
      );
  }

  /** Each fan's with the newest contents, `limit` of each, in no order. */
  findNewest(userIds: readonly string[], limit: number): Promise<InteractionRow[]> {
    return this.database.db
      .select()
      .from(interactions)
      .where(
        sql`(${interactions.userId}, ${interactions.contentId}) IN (
          SELECT fan.id, newest.content_id FROM unnest(${idArray(userIds)}) AS fan(id) CROSS JOIN LATERAL (
            SELECT content_id FROM interactions WHERE user_id = fan.id ORDER BY content_id DESC LIMIT ${limit}) AS newest)`,
      );
  }

  /** A fan's bookmarks or history, latest first. */
  findList({ userId, list, folderId, after, limit }: ListQuery): Promise<InteractionRow[]> {
    const time = lists[list];
    return this.database.db
      .select()
      .from(interactions)
      .where(
        and(
          eq(interactions.userId, userId),
          isNotNull(time),
          folderId === undefined ? undefined : eq(interactions.folderId, folderId),
          after === null
            ? undefined
            : sql`(${time}, ${interactions.contentId}) < (${after.at.toISOString()}::timestamptz, ${after.id}::bigint)`,
        ),
      )
      .orderBy(desc(time), desc(interactions.contentId))
      .limit(limit);
  }
}
