import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { counter, createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { contents } from '../contents/index.js';
import { users } from '../users/index.js';

/** What a fan puts bookmarks into. */
export const bookmarkFolders = pgTable(
  'bookmark_folders',
  {
    id: identity(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('bookmark_folders_name_key').on(table.userId, table.name)],
);

/** Everything between a fan and a content, in one row: what a page shows of the fan is read by one walk of one index. */
export const interactions = pgTable(
  'interactions',
  {
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    contentId: reference('content_id')
      .notNull()
      .references(() => contents.id, { onDelete: 'cascade' }),
    likedAt: instant('liked_at'),
    bookmarkedAt: instant('bookmarked_at'),
    folderId: reference('folder_id').references(() => bookmarkFolders.id, { onDelete: 'set null' }),
    hiddenAt: instant('hidden_at'),
    /** When it was last opened or watched: the fan's history. */
    watchedAt: instant('watched_at'),
    /** When it was last opened in a way that counts as a view. */
    viewedAt: instant('viewed_at'),
    positionSeconds: integer('position_seconds'),
    durationSeconds: integer('duration_seconds'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.contentId] }),
    // A content that goes takes its rows with it.
    index('interactions_content_idx').on(table.contentId),
    index('interactions_bookmarks_idx')
      .on(table.userId, table.bookmarkedAt, table.contentId)
      .where(sql`bookmarked_at IS NOT NULL`),
    index('interactions_folder_idx')
      .on(table.folderId)
      .where(sql`folder_id IS NOT NULL`),
    index('interactions_history_idx')
      .on(table.userId, table.watchedAt, table.contentId)
      .where(sql`watched_at IS NOT NULL`),
  ],
);

/** Who wants what of their history. */
export const historySettings = pgTable('history_settings', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  isPaused: boolean('is_paused').notNull(),
});

/** What fans here did with a content, as of the last time that what happened since was added. */
export const contentCounts = pgTable('content_counts', {
  contentId: reference('content_id')
    .primaryKey()
    .references(() => contents.id, { onDelete: 'cascade' }),
  likes: counter('likes').notNull().default(0),
  bookmarks: counter('bookmarks').notNull().default(0),
  views: counter('views').notNull().default(0),
  shares: counter('shares').notNull().default(0),
});

/** What has to be added to the counts: only ever appended, so that a thousand fans of one video wait for nobody. */
export const contentCountDeltas = pgTable('content_count_deltas', {
  id: identity(),
  contentId: reference('content_id').notNull(),
  likes: integer('likes').notNull(),
  bookmarks: integer('bookmarks').notNull(),
  views: integer('views').notNull(),
  shares: integer('shares').notNull(),
});

export type InteractionRow = typeof interactions.$inferSelect;
export type FolderRow = typeof bookmarkFolders.$inferSelect;
