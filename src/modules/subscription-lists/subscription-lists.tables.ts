import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, identity, reference } from '../../platform/database/index.js';
import { creatorChannels } from '../creators/index.js';
import { users } from '../users/index.js';
import type { ListFormat } from './readers/index.js';

/** `running` works through the entries, `collecting` waits for the first look at the channels that were added. */
export const IMPORT_STATES = ['running', 'collecting', 'done'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** `followed` was here already, `added` was not; followed they are both. */
export const OUTCOMES = ['followed', 'added', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Lists of channels that fans brought, to follow what is on them. */
export const subscriptionImports = pgTable(
  'subscription_imports',
  {
    id: identity(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    format: text('format').$type<ListFormat>().notNull(),
    state: text('state').$type<ImportState>().notNull().default('running'),
    /** When it last got on: one that stands still is taken up again. */
    progressedAt: instant('progressed_at')
      .notNull()
      .default(sql`now()`),
    createdAt: createdAt(),
  },
  (table) => [
    index('subscription_imports_user_idx').on(table.userId, table.createdAt),
    // One at a time for each fan.
    uniqueIndex('subscription_imports_running_key')
      .on(table.userId)
      .where(sql`state = 'running'`),
    index('subscription_imports_open_idx')
      .on(table.progressedAt)
      .where(sql`state <> 'done'`),
    check('subscription_imports_state', sql`${table.state} IN ('running', 'collecting', 'done')`),
  ],
);

/** What is on a list, and what became of it. An entry has its outcome once. */
export const subscriptionImportEntries = pgTable(
  'subscription_import_entries',
  {
    importId: reference('import_id')
      .notNull()
      .references(() => subscriptionImports.id, { onDelete: 'cascade' }),
    line: integer('line').notNull(),
    given: text('given').notNull(),
    title: text('title'),
    /** When a platform was first asked for it; counts against what a fan may have looked up a day. */
    lookedUpAt: instant('looked_up_at'),
    /** Null until it is done. */
    outcome: text('outcome').$type<Outcome>(),
    /** Why it failed. */
    code: text('code'),
    channelId: reference('channel_id').references(() => creatorChannels.id, { onDelete: 'set null' }),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.line] }),
    index('subscription_import_entries_open_idx')
      .on(table.importId, table.line)
      .where(sql`outcome IS NULL`),
    index('subscription_import_entries_looked_up_idx')
      .on(table.importId, table.lookedUpAt)
      .where(sql`looked_up_at IS NOT NULL`),
    index('subscription_import_entries_channel_idx').on(table.channelId),
    check('subscription_import_entries_outcome', sql`${table.outcome} IN ('followed', 'added', 'failed')`),
  ],
);

export type ImportRow = typeof subscriptionImports.$inferSelect;
export type EntryRow = typeof subscriptionImportEntries.$inferSelect;
