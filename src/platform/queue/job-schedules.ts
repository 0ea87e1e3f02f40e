import { Injectable } from '@nestjs/common';
import { bullOptions } from './bull-options.js';
import type { JobDefinition } from './job.js';
import { JobRegistry } from './job-registry.js';
import { LaneQueues } from './lane-queues.js';
import { type Lane, LANES } from './lanes.js';

/** The jobs that run by themselves. BullMQ keeps a schedule for each; several processes may set the same one. */
@Injectable()
export class JobSchedules {
  constructor(
    private readonly registry: JobRegistry,
    private readonly queues: LaneQueues,
  ) {}

  /** Makes the schedules in the queue those of this build: sets each, and removes what no job asks for any more. */
  async apply(): Promise<void> {
    const recurring = this.registry.all().flatMap((job) => {
      const every = job.options.everyMs;
      return every === undefined ? [] : [{ job, every }];
    });
    await Promise.all(
      LANES.map((lane) =>
        this.applyTo(
          lane,
          recurring.filter(({ job }) => job.lane === lane),
        ),
      ),
    );
  }

  private async applyTo(lane: Lane, recurring: { job: JobDefinition; every: number }[]): Promise<void> {
    const queue = await this.queues.of(lane);
    for (const { key } of await queue.getJobSchedulers()) {
      if (!recurring.some(({ job }) => job.name === key)) await queue.removeJobScheduler(key);
    }
    for (const { job, every } of recurring) {
      await queue.upsertJobScheduler(
        job.name,
        { every },
        { name: job.name, data: {}, opts: bullOptions(job) },
      );
    }
  }
}
