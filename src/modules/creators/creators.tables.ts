import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ContentType, Platform } from '../../connectors/index.js';
import { counter, createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';
import { categories } from './categories.tables.js';

export type { ContentType } from '../../connectors/index.js';
export type SyncStatus = 'active' | 'error' | 'disabled';
export type NotifyLevel = 'all' | 'highlights' | 'none';

export const creators = pgTable(
  'creators',
  {
    id: identity(),
    /** The user who proved that they are this creator; nobody as a rule. */
    ownerId: reference('owner_id').references(() => users.id, { onDelete: 'set null' }),
    /** The creator who they turned out to be: then nobody sees this row, and its id is theirs. */
    mergedIntoId: reference('merged_into_id').references((): AnyPgColumn => creators.id, {
      onDelete: 'cascade',
    }),
    name: text('name').notNull(),
    displayName: text('display_name').notNull(),
    avatar: text('avatar'),
    description: text('description').notNull().default(''),
    isVerified: boolean('is_verified').notNull().default(false),
    /** Renaming a category carries its creators along. */
    category: text('category').references(() => categories.slug, { onUpdate: 'cascade' }),
    tags: text('tags')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** Followers on the platforms, over all channels. Fans here are counted in `subscriber_count`. */
    followerCount: counter('follower_count').notNull().default(0),
    totalViews: counter('total_views').notNull().default(0),
    subscriberCount: counter('subscriber_count').notNull().default(0),
    contentCount: counter('content_count').notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    index('creators_followers_idx').on(table.followerCount, table.id),
    index('creators_display_name_idx').on(table.displayName, table.id),
    // The best known of a category.
    index('creators_category_idx').on(table.category, table.followerCount, table.id),
    index('creators_tags_idx').using('gin', table.tags),
    index('creators_owner_idx').on(table.ownerId),
    index('creators_merged_idx').on(table.mergedIntoId),
  ],
);

/** Where a creator publishes: one account on one platform. */
export const creatorChannels = pgTable(
  'creator_channels',
  {
    id: identity(),
    creatorId: reference('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    handle: text('handle'),
    title: text('title').notNull(),
    url: text('url').notNull(),
    followerCount: counter('follower_count'),
    viewCount: counter('view_count'),
    /** Of what is shown of its contents. */
    contentCount: counter('content_count').notNull().default(0),
    isActive: boolean('is_active').notNull().default(true),
    syncStatus: text('sync_status').$type<SyncStatus>().notNull().default('active'),
    lastSyncAt: instant('last_sync_at'),
    lastErrorCode: text('last_error_code'),
    lastErrorMessage: text('last_error_message'),
    lastErrorAt: instant('last_error_at'),
    /** When its platform was last asked what the channel says of itself. */
    describedAt: instant('described_at')
      .notNull()
      .default(sql`now()`),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('creator_channels_external_key').on(table.platform, table.externalId),
    // Contents refer to both: they are always the creator's whose their channel is.
    unique('creator_channels_creator_key').on(table.id, table.creatorId),
    index('creator_channels_creator_idx').on(table.creatorId),
    index('creator_channels_handle_idx').on(table.platform, sql`lower(${table.handle})`),
    check('creator_channels_sync_status', sql`${table.syncStatus} IN ('active', 'error', 'disabled')`),
  ],
);

/** Who follows whom. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    creatorId: reference('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    notify: text('notify').$type<NotifyLevel>().notNull().default('all'),
    /** Kinds of contents that the fan wants to hear of; null is all of them. */
    types: text('types').array().$type<ContentType[]>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.creatorId] }),
    // The fans of a creator, in the order in which fan-out walks through them.
    index('subscriptions_creator_idx').on(table.creatorId, table.userId),
    check('subscriptions_notify', sql`${table.notify} IN ('all', 'highlights', 'none')`),
  ],
);

/** Channels that may not be added again. */
export const blockedChannels = pgTable(
  'blocked_channels',
  {
    id: identity(),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    title: text('title').notNull(),
    url: text('url').notNull(),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('blocked_channels_external_key').on(table.platform, table.externalId)],
);

export type CreatorRow = typeof creators.$inferSelect;
export type ChannelRow = typeof creatorChannels.$inferSelect;
export type BlockedChannelRow = typeof blockedChannels.$inferSelect;
