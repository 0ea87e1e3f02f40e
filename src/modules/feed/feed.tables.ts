import { sql } from 'drizzle-orm';
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';
import type { Kind } from './heads/traits.js';

/** What fans do not want in their feeds. */
export const feedSettings = pgTable('feed_settings', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  mutedWords: text('muted_words')
    .array()
    .notNull()
    .default(sql`'{}'::text[]`),
  hide: text('hide')
    .array()
    .$type<Kind[]>()
    .notNull()
    .default(sql`'{}'::text[]`),
  hideWatched: boolean('hide_watched').notNull().default(false),
});

/** How far up fans have read: the newest that they have seen, on any device. It never goes back. */
export const feedPositions = pgTable('feed_positions', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  publishedAt: instant('published_at').notNull(),
  contentId: reference('content_id').notNull(),
  setAt: instant('set_at').notNull(),
});
