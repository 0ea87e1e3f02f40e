import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import {
  ConnectorError,
  type Call,
  type Push,
  PLATFORMS,
  type PushedRequest,
  type PushSubscription,
} from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { type ChannelRow, Connectors, CreatorsService } from '../creators/index.js';
import { retryTime } from './backoff.js';
import { requestPush } from './collection.jobs.js';
import { PushNotFound } from './collection.errors.js';
import type { PushSubscriptionRow } from './collection.tables.js';
import { NewsIntake } from './news.intake.js';
import { PushRepository } from './push.repository.js';

const REQUESTS_AT_A_TIME = 100;
const ADDED_AT_A_TIME = 1_000;
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

/** News that platforms bring by themselves: asked for, renewed, and doubted when it does not come. */
@Injectable()
export class PushService {
  constructor(
    private readonly database: Database,
    private readonly repository: PushRepository,
    private readonly creators: CreatorsService,
    private readonly news: NewsIntake,
    private readonly connectors: Connectors,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /** Wants the pushes of a channel, where its platform has any and could reach us. */
  async add(channelId: string): Promise<void> {
    if (this.config.collection.pushUrl === null) return;
    const channel = await this.creators.findChannel(channelId);
    if (channel === null) return;
    const { push, webhook } = this.connectors.find(channel.platform) ?? {};
    if ((push ?? webhook) === undefined) return;
    const random = () => randomBytes(24).toString('base64url');
    await this.repository.add({
      ...{ channelId, platform: channel.platform, externalId: channel.externalId },
      ...{ token: random(), secret: random() },
      requestDueAt: this.clock.now(),
    });
  }

  /** Wants the pushes of all channels that were added before their platform had any, or could reach us. */
  async addMissing(signal: AbortSignal): Promise<void> {
    if (this.config.collection.pushUrl === null) return;
    const platforms = PLATFORMS.filter((platform) => {
      const { push, webhook } = this.connectors.find(platform) ?? {};
      return (push ?? webhook) !== undefined;
    });
    let channelIds: string[];
    do {
      channelIds = await this.repository.findUnasked(platforms, ADDED_AT_A_TIME);
      for (const channelId of channelIds) await this.add(channelId);
    } while (channelIds.length === ADDED_AT_A_TIME && !signal.aborted);
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
    await this.database.transaction(async (tx) => {
      const due = await this.repository.takeDue(tx, REQUESTS_AT_A_TIME, now, lease);
      await this.queue.addMany(
        requestPush,
        due.map((channelId) => ({ data: { channelId }, key: channelId })),
      );
    });
  }

  @JobHandler(requestPush)
  async request({ channelId }: { channelId: string }, { signal }: { signal: AbortSignal }): Promise<void> {
    const row = await this.repository.find(channelId);
    if (row === null) return; // Ended since it was queued.
    try {
      await this.ask(row, { priority: 'routine', signal });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const { failures } = row;
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
    await this.grant(row.channelId, asked.leaseSeconds ?? push.leaseSeconds);
    return asked.challenge;
  }

  /**
   * Takes in what a platform brings. A forged or broken push is dropped without a word: whoever sent it learns nothing.
   * @throws PushNotFound
   */
  async receive(token: string, request: PushedRequest): Promise<void> {
    const { channel, push, subscription } = await this.require(token);
    if (channel === null) throw new PushNotFound();
    if (!channel.isActive) return;
    const news = this.news.read({ channelId: channel.id }, () => push.readNews(request, subscription));
    if (news !== null) await this.news.take(channel, news, 'doubtful');
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

  /** A platform with one URL for all channels grants at once; of the others, the hub calls the channel's URL first. */
  private async ask(row: PushSubscriptionRow, call: Call): Promise<void> {
    const known = await this.know(row);
    if (known === null) return this.askForAll(row, call);
    if (known.channel === null && !this.isLeased(row)) return this.repository.delete(row.channelId);
    const mode = known.channel === null ? 'unsubscribe' : 'subscribe';
    await known.push.request({ ...known.subscription, mode }, call);
  }

  private async askForAll(
    { channelId, platform, externalId }: PushSubscriptionRow,
    call: Call,
  ): Promise<void> {
    const { pushUrl } = this.config.collection;
    const webhook = this.connectors.find(platform)?.webhook;
    if (webhook === undefined || pushUrl === null) return;
    if ((await this.creators.findChannel(channelId)) === null) {
      await webhook.unsubscribe(externalId, call);
      await this.repository.delete(channelId);
    } else {
      await webhook.subscribe(externalId, `${pushUrl}/${platform}`, call);
      await this.grant(channelId, webhook.leaseSeconds);
    }
  }

  private async grant(channelId: string, leaseSeconds: number): Promise<void> {
    const now = this.clock.now().getTime();
    await this.repository.update(this.database.db, channelId, {
      state: 'active',
      leaseUntil: new Date(now + leaseSeconds * 1000),
      requestDueAt: new Date(now + leaseSeconds * 1000 * RENEWED_AFTER),
      failures: 0,
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
