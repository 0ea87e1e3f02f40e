import type { z } from 'zod';
import type { Lane } from './lanes.js';

export interface JobOptions {
  /** How often it is tried before it is dead. */
  attempts: number;
  /** Between attempts: a random time up to `baseMs`, then up to twice as much each time, never over `maxMs`. */
  backoff: { baseMs: number; maxMs: number };
  /** An attempt that takes longer is aborted and counts as failed. */
  timeoutMs: number;
  /** 1 is the most urgent. Jobs without a priority come before all that have one. */
  priority?: number;
  /**
   * Runs by itself in this interval, once for all processes; its data is `{}`. A run that takes longer than the
   * interval overlaps with the next one.
   */
  everyMs?: number;
}

/** A kind of job: what everybody who adds or handles one has to agree on. */
export interface JobDefinition<T = unknown> {
  readonly name: string;
  readonly lane: Lane;
  /** Of the data. It travels as JSON and is parsed on both ends, so the schema has to accept what it gave. */
  readonly schema: z.ZodType<T>;
  readonly options: JobOptions;
}

export interface JobContext {
  jobId: string;
  /** 1 for the first. A job whose worker was killed runs again under the same number. */
  attempt: number;
  /** Aborted when the time is up or the process has to go; nobody waits for the handler after that. */
  signal: AbortSignal;
}

/** Does the work. It may run again for the same job at any time, so a repeat has to be harmless. */
export type JobHandlerFunction<T> = (data: T, context: JobContext) => Promise<unknown>;

/** Describes a kind of job. Nothing runs it until a module declares it and a provider handles it. */
export function defineJob<T>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition;
}
