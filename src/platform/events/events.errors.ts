import type { z } from 'zod';

/** The payload of an event that was to be published does not fit its schema: a defect of whoever publishes it. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';

  constructor(event: string, cause: z.ZodError) {
    super(`The payload does not fit the event ${event}: ${cause.message}`, { cause });
  }
}
