import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { ConnectorError, type ContentBatch, type ContentItem } from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { ContentsIntake } from '../contents/index.js';
import { type ChannelRow, Connectors, CreatorsService } from '../creators/index.js';
import { retryTime } from './backoff.js';
import { syncChannelVideos } from './collection.jobs.js';
import type { ChannelSchedule } from './collection.tables.js';
import { gathered } from './gathered.js';
import { LooksService } from './looks.service.js';
import { PushService } from './push.service.js';
import { nextSync, RHYTHM_DAYS } from './rhythm.js';
import { ScheduleRepository } from './schedule.repository.js';

const DAY_MS = 86_400_000;
/** Four of YouTube's pages: twice as many are not stored any faster. */
const BATCH_ITEMS = 200;

/** Looks at channels and stores what they published. */
@Injectable()
export class ChannelSyncService {
  constructor(
    private readonly database: Database,
    private readonly repository: ScheduleRepository,
    private readonly creators: CreatorsService,
    private readonly intake: ContentsIntake,
    private readonly looks: LooksService,
    private readonly pushes: PushService,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /**
   * Reads a channel from where the last look ended. Each batch is stored with the cursor that follows it, in one
   * transaction: killed anywhere, the next look goes on from the last batch that was kept.
   * What a platform refuses is written down and tried again on the schedule; only our own failures fail the job.
   */
  @JobHandler(syncChannelVideos)
  async sync({ channelId }: { channelId: string }, { signal }: JobContext): Promise<void> {
    const [channel, schedule] = await Promise.all([
      this.creators.findChannel(channelId),
      this.repository.find(channelId),
    ]);
    if (channel === null || schedule === null || !channel.isActive) return; // Removed since it was queued.
    try {
      const fresh = await this.read(channel, schedule, signal);
      // What the first look finds was there before anybody could have told of it.
      await this.recordSuccess(channel, schedule.backlogUntil === null ? 0 : fresh);
      this.log.debug('channel.synced', { channelId, fresh });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await this.recordFailure(channel, schedule, error);
    }
  }

  private async read(channel: ChannelRow, schedule: ChannelSchedule, signal: AbortSignal): Promise<number> {
    const connector = this.connectors.of(channel.platform);
    // Whoever added the channel waits for its first page.
    const priority = schedule.cursor === null ? 'interactive' : 'routine';
    let fresh = 0;
    let backlogUntil = schedule.backlogUntil;
    const listing = connector.listContents(channel, schedule.cursor, { priority, signal });
    for await (const batch of gathered(listing, BATCH_ITEMS)) {
      // A channel that showed nothing may be new, or its platform had a bad moment: what is older than a day is no news.
      backlogUntil ??= newest(batch.items) ?? new Date(this.clock.now().getTime() - DAY_MS);
      fresh += await this.store(channel, batch, backlogUntil);
    }
    return fresh;
  }

  private store(channel: ChannelRow, batch: ContentBatch, backlogUntil: Date): Promise<number> {
    const { platform } = channel;
    const source = { channelId: channel.id, platform };
    return this.database.transaction(async (tx) => {
      const standings = await this.intake.take(
        tx,
        platform,
        batch.items.map((item) => ({
          ...{ source, item, isHint: batch.areHints },
          isBacklog: item.publishedAt <= backlogUntil,
        })),
      );
      await this.looks.schedule(tx, platform, standings, 'sooner');
      await this.looks.hurry(
        tx,
        platform,
        standings.filter(({ isContradicted }) => isContradicted),
      );
      await this.doubt(tx, channel, batch);
      if (batch.profile !== undefined)
        await this.creators.describeChannels(tx, [channel], [batch.profile], this.clock.now());
      await this.repository.saveCursor(tx, channel.id, batch.cursor, backlogUntil);
      return standings.filter(({ isNew }) => isNew).length;
    });
  }

  /** What should be among a batch and is not may be gone: it is asked for, or missed where nobody can be asked. */
  private async doubt(tx: Tx, { id, platform }: ChannelRow, batch: ContentBatch): Promise<void> {
    const { items, coversSince, unavailableIds } = batch;
    const shown = new Set(items.map(({ externalId }) => externalId));
    const expected = coversSince === null ? [] : await this.intake.shownAfter(tx, id, coversSince);
    const doubtful = [...unavailableIds, ...expected.filter((externalId) => !shown.has(externalId))];
    if (doubtful.length === 0) return;
    if (this.connectors.of(platform).lookup === undefined) await this.intake.miss(tx, platform, doubtful);
    else await this.looks.hurry(tx, platform, await this.intake.standings(tx, platform, doubtful));
  }

  private async recordSuccess(channel: ChannelRow, unpushed: number): Promise<void> {
    const { id, creatorId } = channel;
    const now = this.clock.now();
    const [published, creator, isPushTrusted] = await Promise.all([
      this.intake.publishedTimes(id, new Date(now.getTime() - RHYTHM_DAYS * DAY_MS)),
      this.creators.find(creatorId),
      this.pushes.judge(id, unpushed),
    ]);
    const { minSeconds, maxSeconds } = this.config.collection;
    const { at, reason } = nextSync({
      ...{ now, published, isPushTrusted, minSeconds, maxSeconds },
      fans: creator?.subscriberCount ?? 0,
    });
    await this.database.transaction(async (tx: Tx) => {
      await this.creators.recordSync(tx, id, null);
      await this.repository.recordLook(tx, id, { nextDueAt: at, reason, failures: 0 });
    });
  }

  private async recordFailure(
    { id }: ChannelRow,
    { failures, reason }: ChannelSchedule,
    error: ConnectorError,
  ): Promise<void> {
    const now = this.clock.now().getTime();
    const nextDueAt = retryTime(error.retryAt, failures, this.config.collection.minSeconds, now);
    const known = reason ?? { postsADay: 0, fans: 0, isPushTrusted: false, expectedPosts: 0 };
    await this.database.transaction(async (tx) => {
      await this.creators.recordSync(tx, id, error);
      await this.repository.recordLook(tx, id, {
        nextDueAt,
        reason: { ...known, failures: failures + 1 },
        failures: failures + 1,
      });
    });
    this.log.warn('channel.failed', { channelId: id, code: error.code, message: error.message, nextDueAt });
  }
}

function newest(items: readonly ContentItem[]): Date | null {
  const times = items.map(({ publishedAt }) => publishedAt.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}
