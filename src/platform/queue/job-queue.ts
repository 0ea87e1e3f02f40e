import { Injectable } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { bullOptions } from './bull-options.js';
import type { JobDefinition } from './job.js';
import { LaneQueues } from './lane-queues.js';
import { type Lane, LANES } from './lanes.js';
import { DeadJobNotFound, InvalidJobDataError } from './queue.errors.js';
import type { Side } from './queue-store.js';

/**
 * From how many jobs on BullMQ's bulk is the faster way. On PostgreSQL it makes temporary tables, which takes 5 ms;
 * a job added alone takes 0.5 ms, one of 200 in bulk 0.1 ms (measured on PostgreSQL 15).
 */
const BULK_FROM = 10;

export interface AddOptions {
  /** Adding it again is dropped as long as the queue remembers the first, finished or dead ones included. */
  id?: string;
  /** Adding another with the same key is dropped as long as the first is waiting or running. */
  key?: string;
  delayMs?: number;
  /** Instead of the definition's. */
  priority?: number;
}

/** One of the jobs that `addBatch` adds. Made by `jobRequest`, so that its data fits its job. */
export interface JobRequest {
  readonly lane: Lane;
  readonly name: string;
  readonly data: unknown;
  readonly opts: JobsOptions;
}

export interface LaneCounts {
  /** Ready to run. */
  waiting: number;
  active: number;
  /** To run later, a retry or a schedule. */
  delayed: number;
  /** Out of attempts. */
  dead: number;
}

export interface DeadJob {
  id: string;
  name: string;
  data: unknown;
  attempts: number;
  reason: string;
  diedAt: Date;
}

/**
 * Checks and describes a job that is to be added.
 * @throws InvalidJobDataError
 */
export function jobRequest<T>(job: JobDefinition<T>, data: T, options: AddOptions = {}): JobRequest {
  const parsed = job.schema.safeParse(data);
  if (!parsed.success) throw new InvalidJobDataError(job.name, parsed.error);
  const opts: JobsOptions = bullOptions(job);
  if (options.id !== undefined) opts.jobId = options.id;
  if (options.key !== undefined) opts.deduplication = { id: `${job.name}/${options.key}` };
  if (options.delayMs !== undefined) opts.delay = options.delayMs;
  if (options.priority !== undefined) opts.priority = options.priority;
  return { lane: job.lane, name: job.name, data: parsed.data, opts };
}

/** The work that is to be done in the background. Jobs are run at least once, by any process that is a worker. */
@Injectable()
export class JobQueue {
  constructor(private readonly queues: LaneQueues) {}

  /**
   * Adds a job and gives its id; the id of the one that is there already if this one is dropped.
   * @throws InvalidJobDataError
   */
  async add<T>(job: JobDefinition<T>, data: T, options: AddOptions = {}): Promise<string> {
    const { lane, name, data: parsed, opts } = jobRequest(job, data, options);
    const queue = await this.queues.of(lane);
    const { id = '' } = await queue.add(name, parsed, opts);
    return id;
  }

  /**
   * Adds jobs of one kind.
   * @throws InvalidJobDataError
   */
  async addMany<T>(job: JobDefinition<T>, jobs: readonly (AddOptions & { data: T })[]): Promise<void> {
    await this.addBatch(jobs.map(({ data, ...options }) => jobRequest(job, data, options)));
  }

  /**
   * Adds jobs of any kind. If it fails, some may have been added.
   * @param side `consumer` is faster, but a crash of the database may forget the jobs: for who would then add them again
   */
  async addBatch(requests: readonly JobRequest[], side: Side = 'producer'): Promise<void> {
    for (const [lane, jobs] of groupByLane(requests)) {
      const queue = await this.queues.of(lane, side);
      if (jobs.length >= BULK_FROM) await queue.addBulk(jobs);
      else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
    }
  }

  async counts(): Promise<Record<Lane, LaneCounts>> {
    const counts = await Promise.all(LANES.map(async (lane) => [lane, await this.countsOf(lane)] as const));
    return Object.fromEntries(counts) as Record<Lane, LaneCounts>;
  }

  /** Whether nothing of a lane waits or runs: what can wait lets it go first. */
  async isIdle(lane: Lane): Promise<boolean> {
    const { active, waiting } = await this.countsOf(lane);
    return active + waiting === 0;
  }

  /** How long the first job in line has been waiting for its first attempt, in milliseconds; 0 when none is. */
  async lag(lane: Lane): Promise<number> {
    const queue = await this.queues.of(lane);
    const [head] = await queue.getJobs(['waiting'], 0, 0, true);
    if (head === undefined || head.attemptsStarted > 0) return 0;
    return Math.max(0, Date.now() - head.timestamp - (head.opts.delay ?? 0));
  }

  /** Jobs that are out of attempts, latest first. */
  async deadJobs(lane: Lane, { offset = 0, limit = 20 } = {}): Promise<DeadJob[]> {
    const queue = await this.queues.of(lane);
    const jobs = await queue.getFailed(offset, offset + limit - 1);
    return jobs.map((job) => ({
      id: job.id ?? '',
      name: job.name,
      data: job.data,
      attempts: job.attemptsMade,
      reason: job.failedReason,
      diedAt: new Date(job.finishedOn ?? job.timestamp),
    }));
  }

  /**
   * Gives a dead job all its attempts again.
   * @throws DeadJobNotFound
   */
  async retryDead(lane: Lane, id: string): Promise<void> {
    const queue = await this.queues.of(lane);
    const job = await queue.getJob(id);
    if (job === undefined || !(await job.isFailed())) throw new DeadJobNotFound();
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  }

  private async countsOf(lane: Lane): Promise<LaneCounts> {
    const queue = await this.queues.of(lane);
    const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
    return {
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      delayed: counts.delayed ?? 0,
      dead: counts.failed ?? 0,
    };
  }
}

function groupByLane(requests: readonly JobRequest[]): Map<Lane, JobRequest[]> {
  const lanes = new Map<Lane, JobRequest[]>();
  for (const request of requests) {
    const ofLane = lanes.get(request.lane);
    if (ofLane === undefined) lanes.set(request.lane, [request]);
    else ofLane.push(request);
  }
  return lanes;
}
