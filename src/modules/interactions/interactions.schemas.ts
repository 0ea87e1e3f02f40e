import { z } from 'zod';
import { cursorQuery, id, text } from '../../platform/http/index.js';
import { NO_INTERACTION, type UserInteraction, userInteraction } from '../contents/index.js';
import type { FolderRow, InteractionRow } from './interactions.tables.js';

const DAY_SECONDS = 86_400;
const seconds = z
  .int()
  .min(0)
  .max(30 * DAY_SECONDS);

export const bookmarkBody = z
  .strictObject({ folderId: id.nullable().optional().meta({ description: 'None where it is left out.' }) })
  .optional();
export const progressBody = z
  .strictObject({ positionSeconds: seconds, durationSeconds: seconds })
  .refine(({ positionSeconds, durationSeconds }) => positionSeconds <= durationSeconds, {
    path: ['positionSeconds'],
    message: 'must not be after the end',
  });
export const bookmarksQuery = cursorQuery.extend({ folderId: id.optional() });
export const historyQuery = cursorQuery;
export const historySettingsBody = z.strictObject({ paused: z.boolean() });
export const folderPath = z.strictObject({ folderId: id });
export const folderBody = z.strictObject({ name: text(1, 50) });

export const interactionView = z.object({ contentId: z.string(), userInteraction });
export const countsView = z.object({
  likes: z.int(),
  bookmarks: z.int(),
  views: z.int(),
  shares: z.int(),
});
export const historyCleared = z.object({ cleared: z.int() });
export const folderView = z
  .object({ id: z.string(), name: z.string(), bookmarkCount: z.int() })
  .meta({ id: 'BookmarkFolder' });
export const removed = z.object({ removed: z.literal(true) });

export type BookmarkBody = z.infer<typeof bookmarkBody>;
export type ProgressBody = z.infer<typeof progressBody>;
export type BookmarksQuery = z.infer<typeof bookmarksQuery>;
export type HistoryQuery = z.infer<typeof historyQuery>;
export type HistorySettings = z.infer<typeof historySettingsBody>;
export type FolderBody = z.infer<typeof folderBody>;
export type CountsView = z.infer<typeof countsView>;
export type InteractionView = z.infer<typeof interactionView>;
export type FolderView = z.infer<typeof folderView>;

/** What of a row the fan is shown, and the feed has to know. */
export type Interaction = Pick<
  InteractionRow,
  'likedAt' | 'bookmarkedAt' | 'hiddenAt' | 'watchedAt' | 'positionSeconds' | 'durationSeconds'
>;

export function presentInteraction(row: Interaction | undefined): UserInteraction {
  if (row === undefined) return NO_INTERACTION;
  const { positionSeconds, durationSeconds } = row;
  return {
    isLiked: row.likedAt !== null,
    isBookmarked: row.bookmarkedAt !== null,
    isHidden: row.hiddenAt !== null,
    watchedAt: row.watchedAt?.toISOString() ?? null,
    progress:
      positionSeconds === null || durationSeconds === null ? null : { positionSeconds, durationSeconds },
  };
}

export function presentFolder({ id, name }: FolderRow, bookmarkCount: number): FolderView {
  return { id, name, bookmarkCount };
}
