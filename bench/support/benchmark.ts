import type { Cleanup } from './cleanup.js';

/** Measures one headline figure and prints it beside what it is compared with. Fails only if something is broken. */
export type Benchmark = (cleanup: Cleanup) => Promise<void>;

/** What was to be measured did not happen: the figure would be of something else. */
export class BenchmarkError extends Error {
  override readonly name = 'BenchmarkError';
}
