import type { Platform } from '../../creators/index.js';
import { type Announcement, isSameAnnouncement } from './announcement.js';

/** What folding has to know of a content. */
export interface Foldable {
  id: number;
  /** In milliseconds since 1970. */
  at: number;
  platform: Platform;
  announcement: Announcement;
}

/** Announcements of one thing are this close to each other. */
export const FOLD_WITHIN_MS = 3_600_000;
/** Whether a content is folded, and into which, is decided by what lies so far around it: its leader's rivals included. */
export const FOLD_REACH_MS = 3 * FOLD_WITHIN_MS;

/** Where the same is announced several times, the fullest is shown: first here. */
const RANK: Record<Platform, number> = { youtube: 0, instagram: 1, x: 2 };

/**
 * Finds the contents of one creator that announce what another one, of a platform of higher rank, shows: they fold into
 * it. A leader is folded into nothing itself. It depends on nothing but the contents around, so that every page that
 * meets one of them decides the same.
 * @returns leaders by the id of what folds into them
 */
export function fold<T extends Foldable>(contents: readonly T[]): Map<number, T> {
  const leaders = new Map<number, T>();
  const byRank = contents.toSorted((one, other) => RANK[one.platform] - RANK[other.platform]);
  for (const content of byRank) {
    const candidates = byRank.filter((other) => !leaders.has(other.id) && leads(other, content));
    const leader = candidates.sort((one, other) => compare(content, one, other))[0];
    if (leader !== undefined) leaders.set(content.id, leader);
  }
  return leaders;
}

function leads(other: Foldable, content: Foldable): boolean {
  return (
    RANK[other.platform] < RANK[content.platform] &&
    Math.abs(other.at - content.at) <= FOLD_WITHIN_MS &&
    isSameAnnouncement(other.announcement, content.announcement)
  );
}

/** The better platform, then the nearer in time, then the later id. */
function compare(content: Foldable, one: Foldable, other: Foldable): number {
  return (
    RANK[one.platform] - RANK[other.platform] ||
    Math.abs(one.at - content.at) - Math.abs(other.at - content.at) ||
    other.id - one.id
  );
}
