import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly everyMs: number;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Looks again and again until there is something to see; null when the time is up.
 * @throws AbortError when the signal comes first, and whatever `look` throws
 */
export async function until<T>(
  look: () => T | null | Promise<T | null>,
  { everyMs, limitMs, signal }: Patience,
): Promise<T | null> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (performance.now() >= deadline) return null;
    await sleep(everyMs, undefined, { signal });
  }
}
