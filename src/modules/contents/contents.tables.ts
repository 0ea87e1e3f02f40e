import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { counter, createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { creatorChannels, type Platform } from '../creators/index.js';
import type { Step } from './contents.lifecycle.js';
import {
  CONTENT_STATES,
  type ContentMedia,
  type ContentState,
  type ContentType,
  type FoundItem,
} from './contents.vocabulary.js';

/** What people may see, in the very words of the index: written otherwise, it would not be used. */
export const SHOWN = sql.raw(`state NOT IN ('announced', 'gone')`);

/** What a list sorted by views goes by: what a platform does not say is less than anything it says. */
export const VIEWS = sql.raw('coalesce(views, 0)');

/**
 * What is trending: ten times the views weigh as much as being half a day newer. Reddit's "hot" (A. Salihefendic, "How
 * Reddit ranking algorithms work", 2015): it changes with the views only, so an index can hold it.
 */
export const HEAT = sql.raw(
  `(log(greatest(views, 1)::float8) + date_part('epoch', published_at AT TIME ZONE 'UTC') / 45000)`,
);

/** What is on the air, or will be. */
export const AIRING = sql.raw(`state IN ('live', 'upcoming')`);

/** As JSON keeps it: times are text. */
type Stored<T> = { [Key in keyof T]: T[Key] extends Date | null ? string | null : T[Key] };

export const contents = pgTable(
  'contents',
  {
    id: identity(),
    creatorId: reference('creator_id').notNull(),
    channelId: reference('channel_id').notNull(),
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
    state: text('state').$type<ContentState>().notNull(),
    /** Steps of its life that were told as events: each is told once. */
    told: text('told')
      .array()
      .$type<Step[]>()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** When a look first found it missing, where the last one did. */
    missingSince: instant('missing_since'),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    /** Watching right now, while it is live. */
    viewers: counter('viewers'),
    views: counter('views'),
    likes: counter('likes'),
    comments: counter('comments'),
    shares: counter('shares'),
    tags: text('tags')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    media: jsonb('media')
      .$type<Stored<ContentMedia>[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    quoted: jsonb('quoted').$type<FoundItem['quoted']>(),
    withheldIn: text('withheld_in')
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
    // Contents go with their channel: to another creator, or away.
    foreignKey({
      name: 'contents_channel_fk',
      columns: [table.channelId, table.creatorId],
      foreignColumns: [creatorChannels.id, creatorChannels.creatorId],
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    // One thing on a platform is one row, however often and through however many workers it is seen.
    uniqueIndex('contents_external_key').on(table.platform, table.externalId),
    // Newest first within a creator: what every feed is merged from.
    index('contents_creator_idx')
      .on(table.creatorId, table.publishedAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(SHOWN),
    // The lists of all contents, each in its order.
    index('contents_latest_idx')
      .on(table.publishedAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(SHOWN),
    index('contents_popular_idx')
      .on(sql`${VIEWS} DESC`, table.id.desc().nullsFirst())
      .where(SHOWN),
    index('contents_trending_idx')
      .on(sql`${HEAT} DESC`, table.id.desc().nullsFirst())
      .where(SHOWN),
    index('contents_category_idx')
      .on(table.category, table.publishedAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(SHOWN),
    index('contents_airing_idx').on(table.state, table.scheduledAt, table.id).where(AIRING),
    // When a channel published lately is its rhythm.
    index('contents_channel_idx').on(table.channelId, table.publishedAt),
    index('contents_gone_idx').on(table.updatedAt).where(sql.raw(`state = 'gone'`)),
    check('contents_state', sql.raw(`state IN (${CONTENT_STATES.map((state) => `'${state}'`).join(', ')})`)),
  ],
);

/** Contents that were taken down here, and are not to be collected again. */
export const removedContents = pgTable(
  'removed_contents',
  {
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    reason: text('reason'),
    removedAt: instant('removed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.platform, table.externalId] })],
);

export type ContentRow = typeof contents.$inferSelect;
