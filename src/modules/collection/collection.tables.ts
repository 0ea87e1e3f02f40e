import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Platform, SyncCursor } from '../../connectors/index.js';
import { counter, instant, reference } from '../../platform/database/index.js';
import { contents } from '../contents/index.js';
import { creatorChannels } from '../creators/index.js';
import type { LookKind } from './look-times.js';
import type { SyncReason } from './rhythm.js';

/** When each channel is looked at next, and where the last look ended. */
export const channelSchedules = pgTable(
  'channel_schedules',
  {
    channelId: reference('channel_id')
      .primaryKey()
      .references(() => creatorChannels.id, { onDelete: 'cascade' }),
    nextDueAt: instant('next_due_at')
      .notNull()
      .default(sql`now()`),
    /** Why then, for operators; null before the first look. */
    reason: jsonb('reason').$type<SyncReason>(),
    /** The connector's own; null before the first look. */
    cursor: jsonb('cursor').$type<SyncCursor>(),
    /**
     * The newest thing the channel showed when it was first seen. What is older was there before MyPick watched, and
     * is not news whenever it appears: the 16th entry of a feed slides in when one of the 15 is taken down.
     */
    backlogUntil: instant('backlog_until'),
    /** Failed looks in a row. */
    failures: integer('failures').notNull().default(0),
  },
  (table) => [index('channel_schedules_due_idx').on(table.nextDueAt)],
);

/** When each content is looked at next by itself, where its platform can be asked for items by their ids. */
export const contentLooks = pgTable(
  'content_looks',
  {
    contentId: reference('content_id')
      .primaryKey()
      .references(() => contents.id, { onDelete: 'cascade' }),
    platform: text('platform').$type<Platform>().notNull(),
    kind: text('kind').$type<LookKind>().notNull(),
    dueAt: instant('due_at').notNull(),
    /** Failed looks in a row. */
    failures: integer('failures').notNull().default(0),
  },
  (table) => [
    index('content_looks_due_idx').on(table.platform, table.kind, table.dueAt),
    check('content_looks_kind', sql`${table.kind} IN ('news', 'whole', 'figures')`),
  ],
);

export type PushState = 'requested' | 'active' | 'denied';

/** The pushes that were asked for, a channel each. They outlive their channel until the platform has let go of them. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    channelId: reference('channel_id').primaryKey(),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    /** The unguessable end of the URL that the platform calls. */
    token: text('token').notNull(),
    /** What pushes are signed with. */
    secret: text('secret').notNull(),
    state: text('state').$type<PushState>().notNull().default('requested'),
    leaseUntil: instant('lease_until'),
    /** When it is asked for again: early before the lease ends, later and later while the platform refuses. */
    requestDueAt: instant('request_due_at').notNull(),
    failures: integer('failures').notNull().default(0),
    lastNewsAt: instant('last_news_at'),
    /** News in a row that a look found and no push had told of. */
    missed: integer('missed').notNull().default(0),
  },
  (table) => [
    uniqueIndex('push_subscriptions_token_key').on(table.token),
    index('push_subscriptions_due_idx').on(table.requestDueAt),
    check('push_subscriptions_state', sql`${table.state} IN ('requested', 'active', 'denied')`),
  ],
);

/** A content's figures at the end of a day, as long as the platforms' terms let us keep them. */
export const contentFigures = pgTable(
  'content_figures',
  {
    contentId: reference('content_id')
      .notNull()
      .references(() => contents.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    views: counter('views'),
    likes: counter('likes'),
    comments: counter('comments'),
    shares: counter('shares'),
  },
  (table) => [
    primaryKey({ columns: [table.contentId, table.day] }),
    index('content_figures_day_idx').on(table.day),
  ],
);

/** The same of channels. */
export const channelFigures = pgTable(
  'channel_figures',
  {
    channelId: reference('channel_id')
      .notNull()
      .references(() => creatorChannels.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    followers: counter('followers'),
    views: counter('views'),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.day] }),
    index('channel_figures_day_idx').on(table.day),
  ],
);

export type ChannelSchedule = typeof channelSchedules.$inferSelect;
export type PushSubscriptionRow = typeof pushSubscriptions.$inferSelect;
