import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import {
  ConnectorError,
  type Push,
  type PushedNews,
  type PushedRequest,
  type PushSubscription,
} from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { Log, Metrics } from '../../platform/telemetry/index.js';
import { ContentsIntake } from '../contents/index.js';
import { type ChannelRow, Connectors, CreatorsService } from '../creators/index.js';
import { retryTime } from './backoff.js';
import { requestPush } from './collection.jobs.js';
import { PushNotFound } from './collection.errors.js';
import type { PushSubscriptionRow } from './collection.tables.js';
import { LooksService } from './looks.service.js';
import { PushRepository } from './push.repository.js';
import { ScheduleRepository } from './schedule.repository.js';

const REQUESTS_AT_A_TIME = 100;
/** A request whose job dies, or that the platform never confirms, is made again after this. */
const LEASE_MS = 15 * 60_000;
const RETRY_SECONDS = 300;
/** Hubs fail for days: a lease is renewed while there is time left to try again. */
const RENEWED_AFTER = 0.7;
/** A push that told of nothing for so many news in a row is not relied on. */
const MISSED_TO_DISTRUST = 1;

/** A push as it concerns us: whose it is, and how to read it. */
interface KnownPush {
  row: PushSubscriptionRow;
  /** Null where it is gone: then the platform is asked for no more. */
  channel: ChannelRow | null;
  push: Push;
  subscription: PushSubscription;
}

/** News that platforms bring by themselves: asked for, renewed, taken in, and doubted when it does not come. */
@Injectable()
export class PushService {
  private readonly received;

  constructor(
    private readonly database: Database,
    private readonly repository: PushRepository,
    private readonly schedules: ScheduleRepository,
    private readonly creators: CreatorsService,
    private readonly intake: ContentsIntake,
    private readonly looks: LooksService,
    private readonly connectors: Connectors,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.received = metrics.counter('mypick_pushes_total', 'Pushes that platforms brought.', ['outcome']);
  }

  /** Wants the pushes of a channel, where its platform has any and could reach us. */
  async add(channelId: string): Promise<void> {
    if (this.config.collection.pushUrl === null) return;
    const channel = await this.creators.findChannel(channelId);
    if (channel === null || this.connectors.find(channel.platform)?.push === undefined) return;
    const random = () => randomBytes(24).toString('base64url');
    await this.repository.add({
      ...{ channelId, platform: channel.platform, externalId: channel.externalId },
      ...{ token: random(), secret: random() },
      requestDueAt: this.clock.now(),
    });
  }

  /** Wants no more pushes of a channel, which is gone: the platform is told as soon as may be. */
  async end(channelId: string): Promise<void> {
    await this.repository.update(this.database.db, channelId, { requestDueAt: this.clock.now() });
  }

  /** Queues a request for each push that was never granted, whose lease ends soon, or whose channel is gone. */
  async planDue(): Promise<void> {
    if (this.config.collection.pushUrl === null) return;
    const now = this.clock.now();
    const lease = new Date(now.getTime() + LEASE_MS);
    const due = await this.repository.takeDue(REQUESTS_AT_A_TIME, now, lease);
    await this.queue.addMany(
      requestPush,
      due.map((channelId) => ({ data: { channelId }, key: channelId })),
    );
  }

  @JobHandler(requestPush)
  async request({ channelId }: { channelId: string }, { signal }: { signal: AbortSignal }): Promise<void> {
    const row = await this.repository.find(channelId);
    const known = row === null ? null : await this.know(row);
    if (known === null) return; // Ended since it was queued.
    if (known.channel === null && !this.isLeased(known.row)) {
      await this.repository.delete(channelId);
      return;
    }
    const mode = known.channel === null ? 'unsubscribe' : 'subscribe';
    try {
      await known.push.request({ ...known.subscription, mode }, { priority: 'routine', signal });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const { failures } = known.row;
      const requestDueAt = retryTime(error.retryAt, failures, RETRY_SECONDS, this.clock.now().getTime());
      await this.repository.update(this.database.db, channelId, { requestDueAt, failures: failures + 1 });
      this.log.warn('push.refused', { channelId, code: error.code, requestDueAt });
    }
  }

  /**
   * Answers a platform that asks whether we want its pushes, or no more of them.
   * @returns what it wants to hear
   * @throws PushNotFound where we do not
   */
  async verify(token: string, query: Readonly<Record<string, string>>): Promise<string> {
    const { row, channel, push } = await this.require(token);
    const asked = push.readVerification(query, row.externalId);
    if (asked?.mode === 'unsubscribe' && channel === null) {
      await this.repository.delete(row.channelId);
      return asked.challenge;
    }
    if (asked === null || asked.mode === 'unsubscribe' || channel === null) throw new PushNotFound();
    const now = this.clock.now().getTime();
    if (asked.mode === 'denied') {
      const requestDueAt = retryTime(null, row.failures, RETRY_SECONDS, now);
      const failures = row.failures + 1;
      await this.repository.update(this.database.db, row.channelId, {
        state: 'denied',
        requestDueAt,
        failures,
      });
      this.log.warn('push.denied', { channelId: row.channelId, reason: asked.reason });
      return '';
    }
    const leaseMs = (asked.leaseSeconds ?? push.leaseSeconds) * 1000;
    await this.repository.update(this.database.db, row.channelId, {
      state: 'active',
      leaseUntil: new Date(now + leaseMs),
      requestDueAt: new Date(now + leaseMs * RENEWED_AFTER),
      failures: 0,
    });
    return asked.challenge;
  }

  /**
   * Takes in what a platform brings. A forged or broken push is dropped without a word: whoever sent it learns nothing.
   * @throws PushNotFound
   */
  async receive(token: string, request: PushedRequest): Promise<void> {
    const known = await this.require(token);
    const { row, channel } = known;
    if (channel === null) throw new PushNotFound();
    if (!channel.isActive) return;
    let news: PushedNews;
    try {
      news = known.push.readNews(request, known.subscription);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      this.received.inc({ outcome: error.kind });
      this.log.warn('push.dropped', { channelId: channel.id, code: error.code });
      return;
    }
    await this.take(row, channel, news);
    this.received.inc({ outcome: 'taken' });
  }

  /** Whether a look at the channel can wait for pushes, given the news that a look has found and no push told of. */
  async judge(channelId: string, unpushed: number): Promise<boolean> {
    const row = await this.repository.find(channelId);
    if (row === null) return false;
    if (unpushed > 0) await this.repository.addMissed(channelId, unpushed);
    return row.state === 'active' && this.isLeased(row) && row.missed + unpushed < MISSED_TO_DISTRUST;
  }

  private isLeased({ leaseUntil }: PushSubscriptionRow): boolean {
    return leaseUntil !== null && leaseUntil > this.clock.now();
  }

  private async take(
    row: PushSubscriptionRow,
    { id: channelId, platform }: ChannelRow,
    { items, goneIds }: PushedNews,
  ): Promise<void> {
    const canLookUp = this.connectors.find(platform)?.lookup !== undefined;
    const backlogUntil = (await this.schedules.backlogs([channelId])).get(channelId) ?? null;
    await this.database.transaction(async (tx) => {
      const standings = await this.intake.take(
        tx,
        platform,
        items.map((item) => ({
          ...{ source: { channelId, platform }, item, isHint: canLookUp },
          isBacklog: backlogUntil === null || item.publishedAt <= backlogUntil,
        })),
      );
      // A push also tells of edits: what is known is looked at again, too.
      if (canLookUp) {
        await this.looks.hurry(tx, platform, [
          ...standings,
          ...(await this.intake.miss(tx, platform, goneIds)),
        ]);
      } else {
        await this.intake.remove(tx, platform, goneIds);
      }
      await this.repository.update(tx, row.channelId, { lastNewsAt: this.clock.now(), missed: 0 });
    });
  }

  private async require(token: string): Promise<KnownPush> {
    const row = await this.repository.findByToken(token);
    const known = row === null ? null : await this.know(row);
    if (known === null) throw new PushNotFound();
    return known;
  }

  private async know(row: PushSubscriptionRow): Promise<KnownPush | null> {
    const { pushUrl } = this.config.collection;
    const push = this.connectors.find(row.platform)?.push;
    if (push === undefined || pushUrl === null) return null;
    const channel = await this.creators.findChannel(row.channelId);
    const subscription = {
      externalId: row.externalId,
      callbackUrl: `${pushUrl}/${row.token}`,
      secret: row.secret,
    };
    return { row, channel, push, subscription };
  }
}
