import { UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import { defineError } from '../errors/index.js';

/** Thrown by a handler that knows that trying again is pointless: the job is dead at once. */
export class UnrecoverableJobError extends UnrecoverableError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message);
    if (options.cause !== undefined) this.cause = options.cause;
  }
}

/** The jobs of this build do not fit together; every problem is named. The process must not start. */
export class JobSetupError extends Error {
  override readonly name = 'JobSetupError';

  constructor(readonly problems: readonly string[]) {
    super(['The jobs do not fit together:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/** BullMQ's schema is missing from the database, or older than this build. */
export class QueueSchemaError extends Error {
  override readonly name = 'QueueSchemaError';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(`${message} Run: npm run db:migrate`, options);
  }
}

/** The data of a job that was to be added does not fit its schema: a defect of whoever adds it. */
export class InvalidJobDataError extends Error {
  override readonly name = 'InvalidJobDataError';

  constructor(job: string, cause: z.ZodError) {
    super(`The data does not fit the job ${job}: ${cause.message}`, { cause });
  }
}

/** A job of a name that nobody here handles: it was added by a newer or an older build. */
export class UnknownJobError extends Error {
  override readonly name = 'UnknownJobError';

  constructor(job: string) {
    super(`This build knows no job ${job}`);
  }
}

/** The reason of the signal when an attempt took longer than its job allows. */
export class JobTimeoutError extends Error {
  override readonly name = 'JobTimeoutError';

  constructor(timeoutMs: number) {
    super(`The attempt took longer than ${timeoutMs} ms`);
  }
}

/** The reason of the signal when the process has to go. The job goes back to where it came from, unharmed. */
export class JobInterruptedError extends Error {
  override readonly name = 'JobInterruptedError';

  constructor() {
    super('The process is shutting down');
  }
}

export const DeadJobNotFound = defineError({
  code: 'DEAD_JOB_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such failed job.', ko: '해당하는 실패한 작업이 없습니다.' },
});
