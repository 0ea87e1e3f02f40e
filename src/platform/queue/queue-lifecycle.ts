import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { JobRegistry } from './job-registry.js';
import { JobSchedules } from './job-schedules.js';
import { LaneQueues } from './lane-queues.js';
import { LaneWorkers } from './lane-workers.js';
import { QueueStore } from './queue-store.js';

/** The order in which the queue comes up and goes down. */
@Injectable()
export class QueueLifecycle
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    private readonly config: AppConfig,
    private readonly registry: JobRegistry,
    private readonly store: QueueStore,
    private readonly schedules: JobSchedules,
    private readonly workers: LaneWorkers,
    private readonly queues: LaneQueues,
  ) {}

  /** @throws JobSetupError, QueueSchemaError */
  async onApplicationBootstrap(): Promise<void> {
    this.registry.complete();
    await this.store.assertReady();
    const { roles } = this.config.app;
    if (roles.has('scheduler')) await this.schedules.apply();
    if (roles.has('worker')) await this.workers.start();
  }

  /** While the handlers' own providers still work. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.workers.stop();
  }

  /** Requests that are still being answered may add jobs until here. */
  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
    await this.store.close();
  }
}
