import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from './job.js';
import { RETENTION } from './lanes.js';

/** Selects the worker's own strategy, `fullJitter`; BullMQ's exponential one knows no maximum. */
const BACKOFF = { type: 'full-jitter' };

/** What BullMQ is told about every job of a definition. */
export function bullOptions({ options }: JobDefinition): JobsOptions {
  return {
    attempts: options.attempts,
    backoff: BACKOFF,
    removeOnComplete: RETENTION.finished,
    removeOnFail: RETENTION.dead,
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  };
}
