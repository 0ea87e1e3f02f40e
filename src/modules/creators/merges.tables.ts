import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';
import { type ContentType, creators, type NotifyLevel } from './creators.tables.js';

/** What a survivor had not, and has of the one who was merged into them. */
export interface Taken {
  ownerId: string | null;
  isVerified: boolean;
  tags: string[];
}

/** Two creators who turned out to be one, with all that is needed to make two of them again. */
export const creatorMerges = pgTable(
  'creator_merges',
  {
    id: identity(),
    /** Who survived. */
    creatorId: reference('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    mergedId: reference('merged_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    mergedBy: reference('merged_by').references(() => users.id, { onDelete: 'set null' }),
    /** The channels that came. */
    channelIds: reference('channel_ids').array().notNull(),
    taken: jsonb('taken').$type<Taken>().notNull(),
    createdAt: createdAt(),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    index('creator_merges_creator_idx').on(table.creatorId, table.id),
    uniqueIndex('creator_merges_merged_key')
      .on(table.mergedId)
      .where(sql`${table.undoneAt} IS NULL`),
  ],
);

/** The follows that came with a merge, as they were, and as the fan's own of the survivor was, where there was one. */
export const mergedSubscriptions = pgTable(
  'merged_subscriptions',
  {
    mergeId: reference('merge_id')
      .notNull()
      .references(() => creatorMerges.id, { onDelete: 'cascade' }),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    notify: text('notify').$type<NotifyLevel>().notNull(),
    types: text('types').array().$type<ContentType[]>(),
    followedAt: instant('followed_at').notNull(),
    keptNotify: text('kept_notify').$type<NotifyLevel>(),
    keptTypes: text('kept_types').array().$type<ContentType[]>(),
    keptFollowedAt: instant('kept_followed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.mergeId, table.userId] }),
    index('merged_subscriptions_user_idx').on(table.userId),
  ],
);

export type MergeRow = typeof creatorMerges.$inferSelect;
