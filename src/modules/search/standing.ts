import type { SearchKind } from './search.kinds.js';

const DAY_MS = 86_400_000;
/** So much older counts as much as ten times fewer views. */
const DECADE_DAYS = 180;
const SINCE = Date.UTC(2005, 0, 1);

/**
 * How high a document stands among others of its kind, whatever is searched for. Age takes nothing away: what is newer
 * begins higher, so that a standing once written stays right (the way Reddit's "hot" is computed).
 */
export function standingOf(kind: SearchKind, popularity: number, publishedAt: Date): number {
  const size = Math.log10(1 + popularity);
  if (kind === 'creators') return size;
  return size + (publishedAt.getTime() - SINCE) / DAY_MS / DECADE_DAYS;
}

/** How well known and fresh something is at a moment, from 0 to 1. */
export function priorOf(
  { kind, popularity, publishedAt }: { kind: SearchKind; popularity: number; publishedAt: Date },
  now: Date,
): number {
  const size = Math.min(1, Math.log10(1 + popularity) / 9);
  if (kind === 'creators') return size;
  const ageDays = Math.max(0, now.getTime() - publishedAt.getTime()) / DAY_MS;
  return 0.7 * size + 0.3 * 0.5 ** (ageDays / DECADE_DAYS);
}
