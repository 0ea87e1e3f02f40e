import { Injectable } from '@nestjs/common';
import {
  type Bucket,
  ConnectorError,
  type Platform,
  PRIORITIES,
  type Priority,
  type Reservation,
  type Spending,
} from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Log, Metrics } from '../../platform/telemetry/index.js';
import { QuotasRepository } from './quotas.repository.js';
import { presentBucket, type QuotaView } from './quotas.schemas.js';

/**
 * How much of a bucket each priority may fill it up to. What is kept back from the lower ones is there for those above
 * them: a sweep in the background can never take what a waiting fan needs.
 */
const SHARES: Record<Priority, number> = { interactive: 1, timely: 0.95, routine: 0.85, background: 0.6 };

/** The books of what the platforms allow, one for all processes. */
@Injectable()
export class QuotasService implements Spending {
  private readonly used;

  constructor(
    private readonly repository: QuotasRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.used = metrics.counter(
      'mypick_quota_used_total',
      'Booked of what a platform allows, in its units.',
      ['platform', 'bucket', 'priority'],
    );
  }

  /** @throws ConnectorError `quota_exhausted` (`BUDGET_EXHAUSTED`) */
  async reserve(bucket: Bucket, amount: number, priority: Priority): Promise<Reservation> {
    const now = this.clock.now();
    const resetsAt = await this.repository.book(bucket, amount, {
      priority,
      ceiling: ceilingOf(bucket.limit, priority),
      now,
    });
    if (resetsAt === null) throw await this.exhausted(bucket, priority, now);
    this.count(bucket, priority, amount);
    return {
      settle: async (actual) => {
        if (actual === amount) return;
        await this.repository.correct(bucket, priority, resetsAt, actual - amount);
        this.count(bucket, priority, Math.max(actual - amount, 0));
      },
    };
  }

  observe(bucket: Bucket, used: number): Promise<void> {
    return this.repository.overwrite(bucket, { used: Math.round(used) }, this.clock.now());
  }

  async block(bucket: Bucket, until: Date): Promise<void> {
    await this.repository.overwrite(bucket, { blockedUntil: until }, this.clock.now());
    this.log.warn('quota.blocked_by_platform', { platform: bucket.platform, bucket: bucket.name, until });
  }

  /** How much of what a platform allows is used until it is filled again, from 0 to 1, of all accounts together. */
  usedShare(platform: Platform, bucket: string): Promise<number> {
    return this.repository.usedShare(platform, bucket, this.clock.now());
  }

  async list(): Promise<QuotaView[]> {
    const now = this.clock.now();
    const ceilings = (limit: number) =>
      Object.fromEntries(PRIORITIES.map((priority) => [priority, ceilingOf(limit, priority)]));
    return (await this.repository.findAll()).map((row) => presentBucket(row, ceilings(row.allowance), now));
  }

  private count({ platform, name }: Bucket, priority: Priority, amount: number): void {
    this.used.inc({ platform, bucket: name, priority }, amount);
  }

  private async exhausted(bucket: Bucket, priority: Priority, now: Date): Promise<ConnectorError> {
    const row = await this.repository.find(bucket);
    const blockedUntil = row?.blockedUntil ?? now;
    const retryAt = blockedUntil > now ? blockedUntil : (row?.resetsAt ?? bucket.resetsAt(now));
    this.log.debug('quota.exhausted', { platform: bucket.platform, bucket: bucket.name, priority, retryAt });
    return new ConnectorError(
      'quota_exhausted',
      'BUDGET_EXHAUSTED',
      `The ${bucket.platform} allowance "${bucket.name}" has nothing left for ${priority} calls`,
      { retryAt },
    );
  }
}

/** How far calls of a priority may fill a bucket of that size. */
export function ceilingOf(limit: number, priority: Priority): number {
  return Math.floor(limit * SHARES[priority]);
}
