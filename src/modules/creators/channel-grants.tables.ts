import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';
import { creatorChannels } from './creators.tables.js';

/** The leave that owners gave to read their accounts, each a token that has to be renewed before it ends. */
export const channelGrants = pgTable(
  'channel_grants',
  {
    channelId: reference('channel_id')
      .primaryKey()
      .references(() => creatorChannels.id, { onDelete: 'cascade' }),
    /** The id that the account has for our application alone: the platform's callbacks name it by that. */
    scopedId: text('scoped_id').notNull(),
    /** Sealed, for this channel. */
    token: text('token').notNull(),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    refreshDueAt: instant('refresh_due_at').notNull(),
    /** Refreshes in a row that failed. */
    failures: integer('failures').notNull().default(0),
    grantedBy: reference('granted_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    index('channel_grants_scoped_idx').on(table.scopedId),
    index('channel_grants_refresh_idx').on(table.refreshDueAt),
    index('channel_grants_granted_by_idx').on(table.grantedBy),
  ],
);

/** States with which owners came back from the platform: each works once. Kept until they would have ended anyway. */
export const usedGrantStates = pgTable('used_grant_states', {
  id: text('id').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
});

export type ChannelGrant = typeof channelGrants.$inferSelect;
