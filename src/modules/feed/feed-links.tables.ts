import { pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';

/** The secret links to fans' feeds, one each. Only a digest is kept: nobody can read the links here. */
export const feedLinks = pgTable('feed_links', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** SHA-256 of the secret, base64url. */
  digest: text('digest').notNull(),
  createdAt: createdAt(),
});

export type FeedLinkRow = typeof feedLinks.$inferSelect;
