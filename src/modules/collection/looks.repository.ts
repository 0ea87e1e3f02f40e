import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, inArray, lte, min, sql } from 'drizzle-orm';
import type { Platform } from '../../connectors/index.js';
import { Database, type Executor, idArray, type Tx } from '../../platform/database/index.js';
import { contents } from '../contents/index.js';
import { contentLooks } from './collection.tables.js';
import type { Look, LookKind } from './look-times.js';

export interface DueLook {
  contentId: string;
  externalId: string;
  failures: number;
}

@Injectable()
export class LooksRepository {
  constructor(private readonly database: Database) {}

  /** How many looks of a kind are due, and since when. */
  async due(platform: Platform, kind: LookKind, now: Date): Promise<{ count: number; since: Date | null }> {
    const [row] = await this.database.db
      .select({ count: count(), since: min(contentLooks.dueAt) })
      .from(contentLooks)
      .where(
        and(eq(contentLooks.platform, platform), eq(contentLooks.kind, kind), lte(contentLooks.dueAt, now)),
      );
    return { count: row?.count ?? 0, since: row?.since ?? null };
  }

  /**
   * Takes up to `limit` looks that are due by then, longest overdue first, and puts them off until `leaseUntil`: should
   * whoever took them die, they are taken again. Several planners never take the same one.
   */
  async take(
    tx: Tx,
    platform: Platform,
    kind: LookKind,
    by: Date,
    limit: number,
    leaseUntil: Date,
  ): Promise<string[]> {
    const due = tx
      .select({ contentId: contentLooks.contentId })
      .from(contentLooks)
      .where(
        and(eq(contentLooks.platform, platform), eq(contentLooks.kind, kind), lte(contentLooks.dueAt, by)),
      )
      .orderBy(asc(contentLooks.dueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await tx
      .update(contentLooks)
      .set({ dueAt: leaseUntil })
      .where(inArray(contentLooks.contentId, due))
      .returning({ contentId: contentLooks.contentId });
    return rows.map(({ contentId }) => contentId);
  }

  find(contentIds: readonly string[]): Promise<DueLook[]> {
    return this.database.db
      .select({
        contentId: contentLooks.contentId,
        externalId: contents.externalId,
        failures: contentLooks.failures,
      })
      .from(contentLooks)
      .innerJoin(contents, eq(contents.id, contentLooks.contentId))
      .where(inArray(contentLooks.contentId, [...contentIds]));
  }

  /**
   * Says when contents are looked at next; `null` is never again.
   * @param mode `replace` after a look; `sooner` where something else was seen of them, which is no reason to wait longer
   */
  async schedule(
    executor: Executor,
    platform: Platform,
    looks: ReadonlyMap<string, Look | null>,
    mode: 'replace' | 'sooner',
  ): Promise<void> {
    const over = [...looks].flatMap(([contentId, look]) => (look === null ? [contentId] : []));
    if (over.length > 0) {
      await executor.execute(sql`DELETE FROM content_looks WHERE content_id = ANY(${idArray(over)})`);
    }
    const records = [...looks].flatMap(([contentId, look]) =>
      look === null ? [] : [{ content_id: contentId, kind: look.kind, due_at: look.at }],
    );
    if (records.length === 0) return;
    const isSooner = sql`excluded.due_at < known.due_at`;
    await executor.execute(sql`
      INSERT INTO content_looks AS known (content_id, platform, kind, due_at)
      SELECT content_id, ${platform}, kind, due_at
      FROM json_to_recordset(${JSON.stringify(records)}::json) AS next(content_id bigint, kind text, due_at timestamptz)
      ORDER BY content_id
      ON CONFLICT (content_id) DO UPDATE SET kind = excluded.kind, due_at = excluded.due_at, failures = 0
      ${mode === 'sooner' ? sql`WHERE ${isSooner}` : sql``}`);
  }

  /** Puts off looks that failed. */
  async putOff(contentIds: readonly string[], until: Date): Promise<void> {
    await this.database.db
      .update(contentLooks)
      .set({ dueAt: until, failures: sql`${contentLooks.failures} + 1` })
      .where(inArray(contentLooks.contentId, [...contentIds]));
  }

  /** Ends the looks at contents whose channels are disabled. */
  async forgetDisabled(contentIds: readonly string[]): Promise<void> {
    await this.database.db.execute(sql`
      DELETE FROM content_looks USING contents JOIN creator_channels AS channel ON channel.id = contents.channel_id
      WHERE content_id = ANY(${idArray(contentIds)}) AND contents.id = content_id AND NOT channel.is_active`);
  }

  /** Contents that are never looked at, for one reason or another: a key that came later, or a channel enabled again. */
  async findUnplanned(platform: Platform, limit: number): Promise<string[]> {
    const { rows } = await this.database.db.execute<{ id: string }>(sql`
      SELECT contents.id FROM contents JOIN creator_channels AS channel ON channel.id = channel_id
      WHERE contents.platform = ${platform} AND state <> 'gone' AND channel.is_active
        AND NOT EXISTS (SELECT FROM content_looks WHERE content_id = contents.id)
      LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }
}
