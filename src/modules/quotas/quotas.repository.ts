import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, sql, sum } from 'drizzle-orm';
import type { Bucket, Platform, Priority } from '../../connectors/index.js';
import { Database } from '../../platform/database/index.js';
import { type QuotaBucketRow, quotaBuckets } from './quotas.tables.js';

@Injectable()
export class QuotasRepository {
  constructor(private readonly database: Database) {}

  /**
   * Adds `amount` to what is used, unless it would pass `ceiling` or the platform has closed the bucket: one statement,
   * so that many workers together never use more. A bucket whose time has come begins anew by itself. The commit need
   * not wait for the disk: everybody books in the same row and would wait too, and what a crash of the database forgets
   * is a booking or two.
   * @returns when the bucket is filled again; null where nothing was booked
   */
  async book(
    bucket: Bucket,
    amount: number,
    { priority, ceiling, now }: { priority: Priority; ceiling: number; now: Date },
  ): Promise<Date | null> {
    const at = sql`${now.toISOString()}::timestamptz`;
    const isOver = sql`known.resets_at <= ${at}`;
    const usedBy = JSON.stringify({ [priority]: amount });
    const { rows } = await this.database.db.execute<{ resets_at: Date }>(sql`
      INSERT INTO quota_buckets AS known (platform, name, account, unit, allowance, used, used_by, resets_at)
      SELECT ${bucket.platform}, ${bucket.name}, ${bucket.account}, ${bucket.unit}, ${bucket.limit}::bigint,
        ${amount}::bigint, ${usedBy}::jsonb, ${bucket.resetsAt(now).toISOString()}::timestamptz
      FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
      WHERE ${amount} <= ${ceiling}::bigint
      ON CONFLICT (platform, name, account) DO UPDATE SET
        unit = excluded.unit,
        allowance = excluded.allowance,
        used = CASE WHEN ${isOver} THEN excluded.used ELSE known.used + excluded.used END,
        used_by = CASE WHEN ${isOver} THEN excluded.used_by ELSE known.used_by
          || jsonb_build_object(${priority}::text,
               coalesce((known.used_by ->> ${priority}::text)::bigint, 0) + excluded.used) END,
        resets_at = CASE WHEN ${isOver} THEN excluded.resets_at ELSE known.resets_at END
      WHERE coalesce(known.blocked_until <= ${at}, true)
        AND CASE WHEN ${isOver} THEN 0 ELSE known.used END + excluded.used <= ${ceiling}::bigint
      RETURNING resets_at`);
    return rows[0] === undefined ? null : new Date(rows[0].resets_at);
  }

  /** Corrects a booking that was made for the filling that ends at `resetsAt`; a later one knows nothing of it. */
  async correct(bucket: Bucket, priority: Priority, resetsAt: Date, difference: number): Promise<void> {
    await this.database.db
      .update(quotaBuckets)
      .set({
        used: sql`greatest(${quotaBuckets.used} + ${difference}, 0)`,
        usedBy: sql`${quotaBuckets.usedBy} || jsonb_build_object(${priority}::text,
          greatest(coalesce((${quotaBuckets.usedBy} ->> ${priority}::text)::bigint, 0) + ${difference}, 0))`,
      })
      .where(and(this.is(bucket), eq(quotaBuckets.resetsAt, resetsAt)));
  }

  /** Writes down what the platform said of the bucket, over whatever was booked. */
  async overwrite(
    bucket: Bucket,
    told: Partial<Pick<QuotaBucketRow, 'used' | 'blockedUntil'>>,
    now: Date,
  ): Promise<void> {
    const { platform, name, account, unit, limit } = bucket;
    await this.database.db
      .insert(quotaBuckets)
      .values({
        ...{ platform, name, account, unit, allowance: limit, used: 0, resetsAt: bucket.resetsAt(now) },
        ...told,
      })
      .onConflictDoUpdate({
        target: [quotaBuckets.platform, quotaBuckets.name, quotaBuckets.account],
        set: { ...told, allowance: limit, resetsAt: bucket.resetsAt(now) },
      });
  }

  /** Of all accounts together, from 0 to 1; 0 where nothing was booked since they were filled. */
  async usedShare(platform: Platform, name: string, now: Date): Promise<number> {
    const [row] = await this.database.db
      .select({ used: sum(quotaBuckets.used), allowance: sum(quotaBuckets.allowance) })
      .from(quotaBuckets)
      .where(
        and(eq(quotaBuckets.platform, platform), eq(quotaBuckets.name, name), gt(quotaBuckets.resetsAt, now)),
      );
    const allowance = Number(row?.allowance ?? 0);
    return allowance === 0 ? 0 : Number(row?.used) / allowance;
  }

  async find(bucket: Bucket): Promise<QuotaBucketRow | null> {
    const [row] = await this.database.db.select().from(quotaBuckets).where(this.is(bucket));
    return row ?? null;
  }

  findAll(): Promise<QuotaBucketRow[]> {
    return this.database.db
      .select()
      .from(quotaBuckets)
      .orderBy(asc(quotaBuckets.platform), asc(quotaBuckets.name), asc(quotaBuckets.account));
  }

  private is({ platform, name, account }: Bucket) {
    return and(
      eq(quotaBuckets.platform, platform),
      eq(quotaBuckets.name, name),
      eq(quotaBuckets.account, account),
    );
  }
}
