import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { users } from '../users/index.js';

export const NOTIFICATION_TYPES = [
  'new_content',
  'live_started',
  'scheduled',
  'comment',
  'mention',
  'watch_party',
  'system',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const notifications = pgTable(
  'notifications',
  {
    id: identity(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text('type').$type<NotificationType>().notNull(),
    title: text('title').notNull(),
    message: text('message').notNull(),
    priority: text('priority').$type<Priority>().notNull().default('normal'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    actionUrl: text('action_url').notNull(),
    /** What it is about, the same however often the news arrives. */
    eventKey: text('event_key').notNull(),
    readAt: instant('read_at'),
    createdAt: createdAt(),
  },
  (table) => [
    // One event is one notification for a fan.
    uniqueIndex('notifications_event_key').on(table.userId, table.eventKey),
    index('notifications_user_idx').on(table.userId, table.id.desc().nullsFirst()),
    index('notifications_unread_idx')
      .on(table.userId, table.id.desc().nullsFirst())
      .where(sql`${table.readAt} IS NULL`),
  ],
);

export type NotificationRow = typeof notifications.$inferSelect;
