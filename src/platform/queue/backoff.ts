/**
 * How long to wait before the next attempt: exponential backoff with full jitter, a random time below
 * `min(maxMs, baseMs * 2^(failures - 1))`. Full jitter because it finishes the same work with the fewest calls
 * when many retry at once (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 *
 * @param failures attempts that have failed so far, at least 1
 */
export function fullJitter(
  failures: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: () => number = Math.random,
): number {
  return Math.floor(random() * Math.min(maxMs, baseMs * 2 ** (failures - 1)));
}
