import { sql } from 'drizzle-orm';
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, instant } from '../database/index.js';

/** Events that are committed and not yet handed to their subscribers: empty but for a moment. */
export const outboxEvents = pgTable('outbox_events', {
  id: identity(),
  name: text('name').notNull(),
  payload: jsonb('payload').notNull(),
  occurredAt: instant('occurred_at')
    .notNull()
    .default(sql`now()`),
});
