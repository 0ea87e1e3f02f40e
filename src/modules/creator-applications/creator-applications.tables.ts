import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from '../../platform/database/index.js';
import { creatorChannels, creators, type Platform } from '../creators/index.js';
import { users } from '../users/index.js';
import type { ApplicationKind, ApplicationStatus } from './application-states.js';

/** A channel as somebody named it. */
export interface NamedChannel {
  platform: Platform;
  url: string;
}

/** What became of a proposal: the creator was added by it, or was there already. */
export type Outcome = 'added' | 'already_there';

/** Users who propose a creator, or say that they are one. */
export const creatorApplications = pgTable(
  'creator_applications',
  {
    id: identity(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<ApplicationKind>().notNull(),
    status: text('status').$type<ApplicationStatus>().notNull(),
    /** What is proposed. */
    channels: jsonb('channels').$type<NamedChannel[]>(),
    message: text('message'),
    /** Who is claimed, or what became of a proposal. */
    creatorId: reference('creator_id').references(() => creators.id, { onDelete: 'cascade' }),
    /** The channel whose description is to show the code. */
    channelId: reference('channel_id').references(() => creatorChannels.id, { onDelete: 'set null' }),
    code: text('code'),
    codeExpiresAt: instant('code_expires_at'),
    outcome: text('outcome').$type<Outcome>(),
    reason: text('reason'),
    /** Nobody where a proved claim was approved by itself. */
    decidedBy: reference('decided_by').references(() => users.id, { onDelete: 'set null' }),
    decidedAt: instant('decided_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('creator_applications_user_idx').on(table.userId, table.id),
    index('creator_applications_status_idx').on(table.status, table.id),
    // One claim at a time of a user, and one proved claim at a time on a creator.
    uniqueIndex('creator_applications_claim_key')
      .on(table.userId, table.creatorId)
      .where(sql`kind = 'claim' AND status IN ('unproved', 'pending')`),
    uniqueIndex('creator_applications_proved_key')
      .on(table.creatorId)
      .where(sql`kind = 'claim' AND status = 'pending'`),
    check('creator_applications_kind', sql`${table.kind} IN ('propose', 'claim')`),
    check(
      'creator_applications_status',
      sql`${table.status} IN ('unproved', 'pending', 'approved', 'rejected', 'withdrawn')`,
    ),
  ],
);

/** How often a user had a description read lately. */
export const claimTries = pgTable('claim_tries', {
  userId: reference('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  tries: integer('tries').notNull(),
  since: instant('since').notNull(),
});

export type ApplicationRow = typeof creatorApplications.$inferSelect;
