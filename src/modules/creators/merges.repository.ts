import { Injectable } from '@nestjs/common';
import { and, count, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import type { CreatorSummary } from './creators.repository.js';
import { creators } from './creators.tables.js';
import { creatorMerges, type MergeRow } from './merges.tables.js';

export interface KnownMerge {
  merge: MergeRow;
  merged: CreatorSummary;
}

const merged = alias(creators, 'merged');

/** The louder one of two levels. */
const louder = (one: SQL, other: SQL) =>
  sql`CASE WHEN 'all' IN (${one}, ${other}) THEN 'all' WHEN 'highlights' IN (${one}, ${other}) THEN 'highlights' ELSE 'none' END`;

/** Kinds that one of two wishes asks for; whoever wants to hear nothing asks for none. */
const eitherTypes = (one: SQL, oneTypes: SQL, other: SQL, otherTypes: SQL) =>
  sql`CASE WHEN ${one} = 'none' THEN ${otherTypes} WHEN ${other} = 'none' THEN ${oneTypes}
    WHEN ${oneTypes} IS NULL OR ${otherTypes} IS NULL THEN NULL
    ELSE (SELECT array_agg(DISTINCT type ORDER BY type) FROM unnest(${oneTypes} || ${otherTypes}) AS type) END`;

@Injectable()
export class MergesRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, merge: typeof creatorMerges.$inferInsert): Promise<string> {
    const [row] = await tx.insert(creatorMerges).values(merge).returning({ id: creatorMerges.id });
    if (row === undefined) throw new TypeError('an insert returns its row');
    return row.id;
  }

  async find(executor: Executor, creatorId: string, mergeId: string): Promise<MergeRow | null> {
    const [row] = await executor
      .select()
      .from(creatorMerges)
      .where(and(eq(creatorMerges.id, mergeId), eq(creatorMerges.creatorId, creatorId)));
    return row ?? null;
  }

  /** Whether a later merge of the same survivor holds. */
  async hasLater(executor: Executor, { id, creatorId }: MergeRow): Promise<boolean> {
    const [row] = await executor
      .select({ later: count() })
      .from(creatorMerges)
      .where(
        and(eq(creatorMerges.creatorId, creatorId), gt(creatorMerges.id, id), isNull(creatorMerges.undoneAt)),
      );
    return (row?.later ?? 0) > 0;
  }

  async markUndone(executor: Executor, id: string, now: Date): Promise<void> {
    await executor.update(creatorMerges).set({ undoneAt: now }).where(eq(creatorMerges.id, id));
  }

  async findPage(creatorId: string, page: number, limit: number) {
    const { db } = this.database;
    const where = eq(creatorMerges.creatorId, creatorId);
    const [rows, total] = await Promise.all([
      db
        .select({
          merge: creatorMerges,
          merged: { id: merged.id, name: merged.displayName, avatar: merged.avatar },
        })
        .from(creatorMerges)
        .innerJoin(merged, eq(merged.id, creatorMerges.mergedId))
        .where(where)
        .orderBy(desc(creatorMerges.id))
        .limit(limit)
        .offset((page - 1) * limit),
      db.$count(creatorMerges, where),
    ]);
    return { rows, total };
  }

  /** Has the fans of one creator follow another; what they followed is kept. Whoever follows both keeps the louder wish. */
  async mergeFollows(tx: Tx, mergeId: string, from: string, to: string): Promise<void> {
    await tx.execute(sql`
      INSERT INTO merged_subscriptions
        (merge_id, user_id, notify, types, followed_at, kept_notify, kept_types, kept_followed_at)
      SELECT ${mergeId}::bigint, other.user_id, other.notify, other.types, other.created_at, kept.notify, kept.types, kept.created_at
      FROM subscriptions AS other
      LEFT JOIN subscriptions AS kept ON kept.user_id = other.user_id AND kept.creator_id = ${to}
      WHERE other.creator_id = ${from}`);
    const [mine, theirs] = [sql`kept.notify`, sql`excluded.notify`];
    await tx.execute(sql`
      INSERT INTO subscriptions AS kept (user_id, creator_id, notify, types, created_at)
      SELECT user_id, ${to}::bigint, notify, types, created_at FROM subscriptions WHERE creator_id = ${from}
      ON CONFLICT (user_id, creator_id) DO UPDATE SET
        notify = ${louder(mine, theirs)},
        types = ${eitherTypes(mine, sql`kept.types`, theirs, sql`excluded.types`)}`);
    await tx.execute(sql`DELETE FROM subscriptions WHERE creator_id = ${from}`);
  }

  /**
   * Gives follows back that came with a merge, as far as they are still the same: whoever stopped following meanwhile
   * follows neither, whoever began anew stays with the survivor. What a fan has said since of what to hear holds: of the
   * one creator whom they followed, or of the survivor.
   */
  async restoreFollows(tx: Tx, mergeId: string, from: string, to: string): Promise<void> {
    const [mine, theirs] = [sql`lasting.kept_notify`, sql`lasting.notify`];
    await tx.execute(sql`
      WITH lasting AS (
        SELECT record.*, now.notify AS now_notify, now.types AS now_types
        FROM merged_subscriptions AS record
        JOIN subscriptions AS now ON now.user_id = record.user_id AND now.creator_id = ${from}
          AND now.created_at = coalesce(record.kept_followed_at, record.followed_at)
        WHERE record.merge_id = ${mergeId}
      ), returned AS (
        INSERT INTO subscriptions (user_id, creator_id, notify, types, created_at)
        SELECT user_id, ${to}::bigint, CASE WHEN kept_followed_at IS NULL THEN now_notify ELSE notify END,
          CASE WHEN kept_followed_at IS NULL THEN now_types ELSE types END, followed_at
        FROM lasting
      ), left_behind AS (
        DELETE FROM subscriptions USING lasting
        WHERE subscriptions.user_id = lasting.user_id AND creator_id = ${from} AND kept_followed_at IS NULL
      )
      UPDATE subscriptions SET notify = lasting.kept_notify, types = lasting.kept_types FROM lasting
      WHERE subscriptions.user_id = lasting.user_id AND creator_id = ${from} AND kept_followed_at IS NOT NULL
        AND now_notify = ${louder(mine, theirs)}
        AND now_types IS NOT DISTINCT FROM ${eitherTypes(mine, sql`lasting.kept_types`, theirs, sql`lasting.types`)}`);
    await tx.execute(sql`DELETE FROM merged_subscriptions WHERE merge_id = ${mergeId}`);
  }
}
