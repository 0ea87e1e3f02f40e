import type { LookupPace } from '../../connectors/index.js';
import { ABANDONED_AFTER_MS, SECOND_LOOK_AFTER_MS, type Standing } from '../contents/index.js';

/**
 * What a content is looked at for: `news` decides what people are told, and comes first; `whole` refreshes all that is
 * known of it, `figures` only its counters, where those are cheaper.
 */
export const LOOK_KINDS = ['news', 'whole', 'figures'] as const;
export type LookKind = (typeof LOOK_KINDS)[number];

export interface Look {
  kind: LookKind;
  at: Date;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Nothing pushes it when a broadcast starts, moves or ends: a waiting room is looked at around its time. */
const AROUND_START_MS = [
  ...[-DAY_MS, -HOUR_MS, -15 * MINUTE_MS, 0],
  ...[1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60].map((minutes) => minutes * MINUTE_MS),
  ...Array.from({ length: 10 }, (_, half) => (1.5 + half * 0.5) * HOUR_MS),
];
/** A start time may be moved forward any time. */
const UPCOMING_EVERY_MS = 12 * HOUR_MS;
const LIVE_EVERY_MS = 2 * MINUTE_MS;
const CANCELLED_EVERY_MS = 12 * HOUR_MS;
/**
 * Older than this, or than the platform's terms let anything be, the whole is refreshed and not the counters alone: titles
 * change, too.
 */
const WHOLE_FROM_MS = 7 * DAY_MS;

/** When a content is to be looked at next, and for what; null when never again. */
export function nextLook(content: Standing, pace: LookupPace, now: Date): Look | null {
  const { state, publishedAt, scheduledAt, missingSince } = content;
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  if (state === 'gone') return null;
  if (missingSince !== null) {
    return {
      kind: 'news',
      at: new Date(Math.max(missingSince.getTime() + SECOND_LOOK_AFTER_MS, now.getTime())),
    };
  }
  if (state === 'announced') return { kind: 'news', at: now };
  if (state === 'live') return { kind: 'news', at: nextOnGrid(now, LIVE_EVERY_MS) };
  if (state === 'upcoming') return { kind: 'news', at: nextAroundStart(scheduledAt, now) };
  const age = Math.max(now.getTime() - publishedAt.getTime(), 0);
  if (state === 'cancelled' && age < WHOLE_FROM_MS) return { kind: 'whole', at: after(CANCELLED_EVERY_MS) };
  // Counters move fast at first: each look comes after as long again as the content is old.
  const wait = Math.min(Math.max(age, pace.soonestMs), pace.latestMs);
  const isWhole = wait >= Math.min(WHOLE_FROM_MS, pace.latestMs) || (state === 'ended' && age < 2 * DAY_MS);
  return { kind: isWhole ? 'whole' : 'figures', at: after(wait) };
}

function nextAroundStart(scheduledAt: Date | null, now: Date): Date {
  const latest = new Date(now.getTime() + UPCOMING_EVERY_MS);
  if (scheduledAt === null) return new Date(now.getTime() + HOUR_MS);
  const marks = [...AROUND_START_MS, ABANDONED_AFTER_MS].map((offset) => scheduledAt.getTime() + offset);
  const next = marks.find((mark) => mark > now.getTime()) ?? now.getTime() + HOUR_MS;
  // On the minute, so that one call serves all that are due in it.
  return new Date(Math.ceil(Math.min(next, latest.getTime()) / MINUTE_MS) * MINUTE_MS);
}

/** The next time at which everything of the kind is due: one call serves fifty. */
function nextOnGrid(now: Date, everyMs: number): Date {
  return new Date((Math.floor(now.getTime() / everyMs) + 1) * everyMs);
}
