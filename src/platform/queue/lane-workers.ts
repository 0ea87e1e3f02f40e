import { Injectable } from '@nestjs/common';
import { type IQueueBackend, type Job, type JobProgress, WaitingError, Worker } from 'bullmq';
import { AppConfig } from '../../config/index.js';
import { Log } from '../telemetry/index.js';
import { fullJitter } from './backoff.js';
import { ErrorLog } from './error-log.js';
import { JobMetrics } from './job-metrics.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { type Lane, laneConcurrency, LANES } from './lanes.js';
import { JobInterruptedError } from './queue.errors.js';
import { QueueStore, type Side } from './queue-store.js';

type LaneWorker = Worker<unknown, unknown, string, IQueueBackend, JobProgress, Side>;
type BullJob = Job<unknown, unknown>;

/**
 * A worker holds a lock on the job that it runs and renews it every 1.5 s. When the worker is killed, the lock
 * runs out after at most `lockDuration`, and the next check gives the job to another: within four seconds here.
 * Shorter, and a process that is merely slow (a long garbage collection, a database that pauses) loses jobs that
 * it is still running, which then run twice. A job is never given up for having been aboard several killed
 * processes (BullMQ's default is once): that says something about the processes, not about the job.
 */
const TAKEOVER = { lockDuration: 3_000, stalledInterval: 1_000, maxStalledCount: 1_000_000 };

/** Runs the jobs of every lane, in processes with the role `worker`. */
@Injectable()
export class LaneWorkers {
  private workers: LaneWorker[] = [];
  private readonly errors: ErrorLog;

  constructor(
    private readonly config: AppConfig,
    private readonly store: QueueStore,
    private readonly registry: JobRegistry,
    private readonly runner: JobRunner,
    private readonly metrics: JobMetrics,
    private readonly log: Log,
  ) {
    this.errors = new ErrorLog(log, 'queue.worker_failed');
  }

  async start(): Promise<void> {
    this.workers = LANES.map((lane) => this.openWorker(lane));
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  /** Takes no more jobs, lets those in progress finish for as long as the configuration allows, then ends them. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.runner.interrupt(), this.config.app.shutdownTimeoutMs);
    await Promise.all(this.workers.map((worker) => worker.close()));
    clearTimeout(timer);
  }

  private openWorker(lane: Lane): LaneWorker {
    const worker: LaneWorker = new Worker<unknown, unknown, string, IQueueBackend, JobProgress, Side>(
      lane,
      (job, token) => this.process(job, token),
      {
        ...TAKEOVER,
        connection: 'consumer',
        concurrency: laneConcurrency[lane](this.config.queue.concurrency),
        // Pause after the connection was refused.
        runRetryDelay: 1_000,
        settings: {
          backoffStrategy: (failures, _type, _error, job) => this.backoff(failures, job?.name ?? ''),
        },
      },
      this.store.backend,
    );
    worker.on('error', this.errors.write);
    worker.on('failed', (job, error) => this.reportFailure(job, error));
    return worker;
  }

  private async process(job: BullJob, token: string | undefined): Promise<void> {
    const started = performance.now();
    try {
      const received = { id: job.id ?? '', name: job.name, data: job.data, attempt: job.attemptsMade + 1 };
      await this.runner.run(received);
      this.metrics.finished(job.name, performance.now() - started);
    } catch (error) {
      if (!(error instanceof JobInterruptedError))
        throw error instanceof Error ? error : new Error(String(error));
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  private backoff(failures: number, name: string): number {
    const registered = this.registry.find(name);
    return fullJitter(failures, registered?.definition.options.backoff ?? { baseMs: 1_000, maxMs: 60_000 });
  }

  private reportFailure(job: BullJob | undefined, error: Error): void {
    if (job === undefined) return;
    const dead = typeof job.finishedOn === 'number';
    this.metrics.failed(job.name, dead);
    const fields = {
      job: job.name,
      jobId: job.id,
      attempt: job.attemptsMade,
      attempts: job.opts.attempts,
      error,
    };
    if (dead) this.log.error('job.dead', fields);
    else this.log.warn('job.failed', { ...fields, retryInMs: job.delay });
  }
}
