import { setMaxListeners } from 'node:events';
import { Injectable } from '@nestjs/common';
import { workContext } from '../telemetry/index.js';
import type { JobContext } from './job.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import {
  JobInterruptedError,
  JobTimeoutError,
  UnknownJobError,
  UnrecoverableJobError,
} from './queue.errors.js';

/** A job as it comes out of the queue. */
export interface ReceivedJob {
  id: string;
  name: string;
  data: unknown;
  attempt: number;
}

/** Runs jobs: checks the data, finds the handler, and sees to it that an attempt ends. */
@Injectable()
export class JobRunner {
  private readonly running = new Set<AbortController>();
  private interrupted = false;

  constructor(private readonly registry: JobRegistry) {}

  /**
   * One attempt. Settles at the latest when its time is up or `interrupt` was called, whatever the handler does;
   * a handler that ignores its signal goes on unheard.
   *
   * @throws UnknownJobError, UnrecoverableJobError for data that does not fit, JobTimeoutError,
   *   JobInterruptedError, or what the handler threw
   */
  async run(job: ReceivedJob): Promise<void> {
    if (this.interrupted) throw new JobInterruptedError();
    const registered = this.registry.find(job.name);
    if (registered === undefined) throw new UnknownJobError(job.name);
    const parsed = registered.definition.schema.safeParse(job.data);
    if (!parsed.success) {
      throw new UnrecoverableJobError(`The data does not fit the job: ${parsed.error.message}`);
    }
    await workContext.run({ jobId: job.id }, () => this.attempt(registered, parsed.data, job));
  }

  /** Ends all attempts in progress, and lets none begin: a worker that closes may still fetch one last job. */
  interrupt(): void {
    this.interrupted = true;
    for (const controller of this.running) controller.abort(new JobInterruptedError());
  }

  private async attempt(
    { definition, handle }: RegisteredJob,
    data: unknown,
    job: ReceivedJob,
  ): Promise<void> {
    const { timeoutMs } = definition.options;
    const controller = new AbortController();
    const { signal } = controller;
    // Each call that a job has under way listens to it: fifty at once where it looks at the feeds of fifty channels.
    setMaxListeners(0, signal);
    const timer = setTimeout(() => controller.abort(new JobTimeoutError(timeoutMs)), timeoutMs);
    this.running.add(controller);
    const context: JobContext = { jobId: job.id, attempt: job.attempt, signal };
    try {
      // The signal's listener is there before the handler can add its own, so its reason is what the race ends with.
      await Promise.race([aborted(signal), handle(data, context)]);
    } finally {
      clearTimeout(timer);
      this.running.delete(controller);
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
