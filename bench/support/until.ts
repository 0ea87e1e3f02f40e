import { setTimeout as delay } from 'node:timers/promises';
import { BenchmarkError } from './benchmark.js';

/** Looks again and again until `look` says yes. @throws BenchmarkError when the time is up */
export async function until(
  what: string,
  look: () => Promise<boolean>,
  { everyMs = 100, limitMs = 180_000 } = {},
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new BenchmarkError(`Not within ${limitMs} ms: ${what}`);
    await delay(everyMs);
  }
}
