const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The platform renews no token that is younger. */
const YOUNGEST_MS = DAY_MS;
const EARLIEST = 0.6;
const LATEST = 0.8;

/** When a token is renewed: late in its life, with time left to try again, and not all on one day. */
export function refreshTime(
  { issuedAt, expiresAt }: { issuedAt: Date; expiresAt: Date },
  random: () => number = Math.random,
): Date {
  const lifeMs = expiresAt.getTime() - issuedAt.getTime();
  const afterMs = lifeMs * (EARLIEST + (LATEST - EARLIEST) * random());
  return new Date(issuedAt.getTime() + Math.max(afterMs, YOUNGEST_MS));
}

/** When a refresh that failed is tried again: after an hour, twice as late each time, at last once a day. */
export function nextAttempt(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(HOUR_MS * 2 ** Math.min(failures, 10), DAY_MS));
}
