import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { OnEvent } from '../../platform/events/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { channelAdded, channelAuthorized, channelRemoved, CreatorsService } from '../creators/index.js';
import { planCollection, syncChannelVideos, syncCreatorContent } from './collection.jobs.js';
import { LooksService } from './looks.service.js';
import { PushService } from './push.service.js';
import { ScheduleRepository } from './schedule.repository.js';

const CHANNELS_AT_A_TIME = 500;
/** A look that dies is taken up again after this, or after the shortest interval where that is longer. */
const LEASE_MS = 5 * 60_000;

/** Decides what is looked at now. */
@Injectable()
export class SchedulePlanner {
  constructor(
    private readonly database: Database,
    private readonly repository: ScheduleRepository,
    private readonly looks: LooksService,
    private readonly pushes: PushService,
    private readonly creators: CreatorsService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** A new channel is looked at right away: whoever added it is waiting. */
  @OnEvent(channelAdded, { subscriber: 'collection' })
  async start({ channelId }: { channelId: string }): Promise<void> {
    if ((await this.creators.findChannel(channelId)) === null) return; // Removed in the meantime.
    await this.repository.add(channelId, this.clock.now());
    await this.pushes.add(channelId);
    await this.planChannels();
  }

  /** What the owner of a channel has mended shows at once. */
  @OnEvent(channelAuthorized, { subscriber: 'collection' })
  async lookAgain({ channelId }: { channelId: string }): Promise<void> {
    await this.queue.add(syncChannelVideos, { channelId });
  }

  @OnEvent(channelRemoved, { subscriber: 'collection' })
  async end({ channelId }: { channelId: string }): Promise<void> {
    await this.pushes.end(channelId);
  }

  @JobHandler(planCollection)
  async planDue(): Promise<void> {
    await this.planChannels();
    await this.looks.planDue();
    await this.pushes.planDue();
  }

  @JobHandler(syncCreatorContent)
  async syncCreator({ creatorId }: { creatorId: string }): Promise<void> {
    const channels = await this.creators.channelsOf(creatorId);
    await this.queue.addMany(
      syncChannelVideos,
      channels.filter(({ isActive }) => isActive).map(({ id }) => ({ data: { channelId: id }, key: id })),
    );
  }

  /**
   * Queues a look at a channel now, whenever it would be due.
   * @throws CreatorChannelNotFound
   */
  async syncNow(creatorId: string, channelId: string): Promise<{ queued: true }> {
    await this.creators.requireChannel(creatorId, channelId);
    await this.repository.add(channelId, this.clock.now());
    await this.queue.add(syncChannelVideos, { channelId });
    return { queued: true };
  }

  /**
   * Queues a look at all channels of a creator.
   * @throws CreatorNotFound
   */
  async syncAllNow(creatorId: string): Promise<{ queued: true }> {
    const { id } = await this.creators.require(creatorId);
    await this.queue.add(syncCreatorContent, { creatorId: id });
    return { queued: true };
  }

  private async planChannels(): Promise<void> {
    while ((await this.planSome()) === CHANNELS_AT_A_TIME);
  }

  /** Leases and jobs are there together: killed in between, the channels are still due. @returns how many were taken */
  private planSome(): Promise<number> {
    const now = this.clock.now();
    const leaseMs = Math.max(LEASE_MS, this.config.collection.minSeconds * 1000);
    return this.database.transaction(async (tx) => {
      const lease = new Date(now.getTime() + leaseMs);
      const taken = await this.repository.takeDue(tx, CHANNELS_AT_A_TIME, now, lease);
      await this.queue.addMany(
        syncChannelVideos,
        // A look that is still waiting or running will see what this one would.
        taken.map((channelId) => ({ data: { channelId }, key: channelId })),
      );
      return taken.length;
    });
  }
}
