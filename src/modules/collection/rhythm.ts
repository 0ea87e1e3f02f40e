const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far back a rhythm is read. */
export const RHYTHM_DAYS = 28;
/** A channel that was silent for so long may speak again: once in this many days, say. */
const SILENT_DAYS = 60;
/** How many unseen posts are risked before a look: a fifth of one, less the more fans wait, more where pushes tell of them. */
const RISKED = 0.2;
const RISKED_WITH_PUSH = 2;

export interface SyncFacts {
  now: Date;
  /** When the channel published in the last four weeks. */
  published: readonly Date[];
  /** Fans here, of its creator. */
  fans: number;
  /** Pushes of this channel have come lately, and none was missed. */
  isPushTrusted: boolean;
  minSeconds: number;
  maxSeconds: number;
}

/** Why a channel is looked at when it is, for operators. */
export interface SyncReason {
  postsADay: number;
  fans: number;
  isPushTrusted: boolean;
  /** How many posts are expected to be new by then. */
  expectedPosts: number;
  /** Failed looks in a row that put it off. */
  failures?: number;
}

/**
 * When a channel is looked at next: when about so many posts as are risked have come, by how often and at which hours
 * it has published lately (posts as a Poisson process whose rate follows the hour of the day).
 */
export function nextSync(facts: SyncFacts): { at: Date; reason: SyncReason } {
  const { now, published, fans, isPushTrusted, minSeconds, maxSeconds } = facts;
  const postsADay = Math.max(published.length / RHYTHM_DAYS, 1 / SILENT_DAYS);
  const risked = isPushTrusted ? RISKED_WITH_PUSH : RISKED / (1 + Math.log10(1 + fans));
  const hourly = hourlyRates(published, postsADay);
  const latest = now.getTime() + maxSeconds * 1000;
  let at = now.getTime();
  let expectedPosts = 0;
  while (at < latest && expectedPosts < risked) {
    const rate = hourly[new Date(at).getUTCHours()] ?? 0;
    const hourEnds = Math.min(Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS, latest);
    const inThisHour = (rate * (hourEnds - at)) / HOUR_MS;
    const part = inThisHour > risked - expectedPosts ? (risked - expectedPosts) / inThisHour : 1;
    expectedPosts += inThisHour * part;
    at += Math.max((hourEnds - at) * part, 1);
  }
  const soonest = now.getTime() + minSeconds * 1000;
  return {
    at: new Date(Math.min(Math.max(at, soonest), latest)),
    reason: { postsADay: rounded(postsADay), fans, isPushTrusted, expectedPosts: rounded(expectedPosts) },
  };
}

/** Posts an hour for each hour of the day (UTC); half a post is added to each, so that no hour is impossible. */
function hourlyRates(published: readonly Date[], postsADay: number): number[] {
  const counts = Array.from({ length: DAY_MS / HOUR_MS }, () => 0.5);
  for (const time of published) counts[time.getUTCHours()] = (counts[time.getUTCHours()] ?? 0) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count / total) * postsADay);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
