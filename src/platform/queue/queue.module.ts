import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '../../config/index.js';
import { Database } from '../database/index.js';
import { Log } from '../telemetry/index.js';
import { ErrorLog } from './error-log.js';
import type { JobDefinition } from './job.js';
import { JobMetrics } from './job-metrics.js';
import { JobQueue } from './job-queue.js';
import { DeclaredJobs, JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobSchedules } from './job-schedules.js';
import { LaneQueues } from './lane-queues.js';
import { LaneWorkers } from './lane-workers.js';
import { PostgresStore } from './postgres-store.js';
import { QueueLifecycle } from './queue-lifecycle.js';
import { QueueStore } from './queue-store.js';
import { RedisStore } from './redis-store.js';

@Module({})
export class QueueModule {
  /** The queue itself, for everyone; once, at the root of the application. */
  static forRoot(): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: QueueStore, useFactory: openStore, inject: [AppConfig, Database, Log] },
        JobRegistry,
        LaneQueues,
        JobQueue,
        JobMetrics,
        JobRunner,
        LaneWorkers,
        JobSchedules,
        QueueLifecycle,
      ],
      exports: [JobQueue, JobRegistry],
    };
  }

  /** Declares the jobs of a module, which imports this. The application does not start unless each has its handler. */
  static register(jobs: readonly JobDefinition[]): DynamicModule {
    return {
      module: QueueModule,
      providers: [{ provide: DeclaredJobs, useValue: new DeclaredJobs(jobs) }],
    };
  }
}

function openStore(config: AppConfig, database: Database, log: Log): QueueStore {
  const onError = new ErrorLog(log, 'queue.connection_failed').write;
  if (config.redis !== null) {
    return new RedisStore({ url: config.redis.queueUrl, prefix: `${config.redis.prefix}:queue`, onError });
  }
  return new PostgresStore({
    url: database.url,
    statementTimeoutMs: config.database.statementTimeoutMs,
    onError,
  });
}
