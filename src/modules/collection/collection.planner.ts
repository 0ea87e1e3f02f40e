import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { OnEvent } from '../../platform/events/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { channelAdded, CreatorsService } from '../creators/index.js';
import { collectChannel, planCollection } from './collection.jobs.js';
import { CollectionRepository } from './collection.repository.js';

const CHANNELS_AT_A_TIME = 500;

/** Decides when which channel is looked at. */
@Injectable()
export class CollectionPlanner {
  constructor(
    private readonly repository: CollectionRepository,
    private readonly creators: CreatorsService,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
  ) {}

  /** A new channel is looked at right away: whoever added it is waiting. */
  @OnEvent(channelAdded, { subscriber: 'collection' })
  async start({ channelId }: { channelId: string }): Promise<void> {
    await this.repository.schedule(channelId);
    await this.planDue();
  }

  @JobHandler(planCollection)
  async planDue(): Promise<void> {
    let taken: string[];
    do {
      taken = await this.repository.takeDue(CHANNELS_AT_A_TIME, this.config.collection.intervalSeconds);
      await this.queue.addMany(
        collectChannel,
        // A look that is still waiting or running will see what this one would.
        taken.map((channelId) => ({ data: { channelId }, key: channelId })),
      );
    } while (taken.length === CHANNELS_AT_A_TIME);
  }

  /**
   * Queues a look at a channel now, whenever it would be due.
   * @throws CreatorChannelNotFound
   */
  async syncNow(creatorId: string, channelId: string): Promise<{ queued: true }> {
    await this.creators.requireChannel(creatorId, channelId);
    await this.repository.schedule(channelId);
    await this.queue.add(collectChannel, { channelId });
    return { queued: true };
  }
}
