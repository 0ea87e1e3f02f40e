import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { ConnectorError, type ContentBatch, type ContentItem } from '../../connectors/index.js';
import { Database } from '../../platform/database/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { ContentsIntake } from '../contents/index.js';
import { type ChannelRow, Connectors, CreatorsService } from '../creators/index.js';
import { retryTime } from './backoff.js';
import { collectChannel } from './collection.jobs.js';
import { CollectionRepository } from './collection.repository.js';
import type { ChannelSchedule } from './collection.tables.js';

/** Before anything was ever published anywhere: the backlog of a channel that was empty when first seen. */
const NO_BACKLOG = new Date(0);

/** Looks at channels and stores what they published. */
@Injectable()
export class CollectionService {
  constructor(
    private readonly database: Database,
    private readonly repository: CollectionRepository,
    private readonly creators: CreatorsService,
    private readonly intake: ContentsIntake,
    private readonly connectors: Connectors,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /**
   * Reads a channel from where the last look ended. Each batch is stored with the cursor that follows it, in one
   * transaction: killed anywhere, the next look goes on from the last batch that was kept.
   * What a platform refuses is written down and tried again on the schedule; only our own failures fail the job.
   */
  @JobHandler(collectChannel)
  async collect({ channelId }: { channelId: string }, { signal }: JobContext): Promise<void> {
    const [channel, schedule] = await Promise.all([
      this.creators.findChannel(channelId),
      this.repository.find(channelId),
    ]);
    if (channel === null || schedule === null || !channel.isActive) return; // Removed since it was queued.
    try {
      const fresh = await this.read(channel, schedule, signal);
      await this.recordSuccess(channel);
      this.log.debug('channel.collected', { channelId, fresh });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await this.recordFailure(channel, schedule, error);
    }
  }

  private async read(channel: ChannelRow, schedule: ChannelSchedule, signal: AbortSignal): Promise<number> {
    const connector = this.connectors.of(channel.platform);
    let fresh = 0;
    let backlogUntil = schedule.backlogUntil;
    for await (const batch of connector.listContents(channel.externalId, schedule.cursor, {
      priority: 'routine',
      signal,
    })) {
      backlogUntil ??= newest(batch.items);
      fresh += await this.store(channel, batch, backlogUntil);
    }
    return fresh;
  }

  private store(channel: ChannelRow, { items, cursor }: ContentBatch, backlogUntil: Date): Promise<number> {
    const source = { channelId: channel.id, creatorId: channel.creatorId, platform: channel.platform };
    return this.database.transaction(async (tx) => {
      const standings = await this.intake.take(
        tx,
        channel.platform,
        items.map((item) => ({ source, item, isHint: false, isBacklog: item.publishedAt <= backlogUntil })),
      );
      await this.repository.saveCursor(tx, channel.id, cursor, backlogUntil);
      return standings.filter(({ isNew }) => isNew).length;
    });
  }

  private recordSuccess({ id }: ChannelRow): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.repository.recordSuccess(tx, id);
      await this.creators.recordSync(tx, id, null);
    });
  }

  private async recordFailure(
    { id }: ChannelRow,
    { failures }: ChannelSchedule,
    error: ConnectorError,
  ): Promise<void> {
    const nextDueAt = retryTime(error.retryAt, failures, this.config.collection.intervalSeconds);
    await this.database.transaction(async (tx) => {
      await this.repository.recordFailure(tx, id, nextDueAt);
      await this.creators.recordSync(tx, id, error);
    });
    this.log.warn('channel.failed', { channelId: id, code: error.code, message: error.message, nextDueAt });
  }
}

function newest(items: readonly ContentItem[]): Date {
  return items.reduce((latest, { publishedAt }) => (publishedAt > latest ? publishedAt : latest), NO_BACKLOG);
}
