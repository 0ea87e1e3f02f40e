import type { z } from 'zod';

/** Something that happened, as everybody who publishes it or listens to it has to know it. */
export interface EventDefinition<T = unknown> {
  readonly name: string;
  /** Of the payload. It travels as JSON and is parsed on both ends, so the schema has to accept what it gave. */
  readonly schema: z.ZodType<T>;
}

/** Describes an event: `content.published`, a thing and what happened to it. */
export function defineEvent<T>(definition: EventDefinition<T>): EventDefinition<T> {
  return definition;
}
