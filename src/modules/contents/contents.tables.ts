import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { counter, createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { creatorChannels, creators, type Platform } from '../creators/index.js';
import type { ContentType, LiveStatus } from './contents.vocabulary.js';

export const contents = pgTable(
  'contents',
  {
    id: identity(),
    creatorId: reference('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    channelId: reference('channel_id')
      .notNull()
      .references(() => creatorChannels.id, { onDelete: 'cascade' }),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    type: text('type').$type<ContentType>().notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    thumbnail: text('thumbnail'),
    url: text('url').notNull(),
    durationSeconds: integer('duration_seconds'),
    publishedAt: instant('published_at').notNull(),
    scheduledAt: instant('scheduled_at'),
    liveStatus: text('live_status').$type<LiveStatus>(),
    views: counter('views'),
    likes: counter('likes'),
    comments: counter('comments'),
    shares: counter('shares'),
    tags: text('tags')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    category: text('category'),
    language: text('language'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    // One thing on a platform is one row, however often and through however many workers it is seen.
    uniqueIndex('contents_external_key').on(table.platform, table.externalId),
    // Newest first within a creator: what every feed is merged from.
    index('contents_creator_idx').on(
      table.creatorId,
      table.publishedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('contents_channel_idx').on(table.channelId),
  ],
);

export type ContentRow = typeof contents.$inferSelect;
