const LONGEST_MS = 6 * 3600 * 1000;

/**
 * When a channel that failed is looked at again: twice as late with every failure in a row, up to six hours, a quarter
 * of it by chance so that channels that failed together do not come back together; never before the platform allows.
 * @param failures how often it had failed in a row before this time
 */
export function retryTime(
  allowedFrom: Date | null,
  failures: number,
  intervalSeconds: number,
  now: number = Date.now(),
  random: () => number = Math.random,
): Date {
  const delayMs = Math.min(intervalSeconds * 1000 * 2 ** Math.min(failures, 20), LONGEST_MS);
  const jittered = delayMs * (1 + random() / 4);
  return new Date(Math.max(now + jittered, allowedFrom?.getTime() ?? 0));
}
