import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';

export const passwords = pgTable('passwords', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** A PHC string of argon2id, which carries its own parameters and salt. */
  hash: text('hash').notNull(),
});

/** One sign-in on one device: the family of all refresh tokens that descend from it. */
export const sessions = pgTable(
  'sessions',
  {
    id: identity(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull(),
    ip: text('ip').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('sessions_user_id_idx').on(table.userId)],
);

/** Every refresh token ever given out in a session, so that one that comes back a second time is recognised. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** HMAC-SHA-256 of the token; the token itself is kept nowhere. */
    hash: text('hash').primaryKey(),
    sessionId: reference('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
  },
  (table) => [index('refresh_tokens_session_id_idx').on(table.sessionId)],
);
