import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable } from 'drizzle-orm/pg-core';
import type { SyncCursor } from '../../connectors/index.js';
import { instant, reference } from '../../platform/database/index.js';
import { creatorChannels } from '../creators/index.js';

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

export type ChannelSchedule = typeof channelSchedules.$inferSelect;
