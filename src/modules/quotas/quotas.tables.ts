import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Bucket, Platform, Priority } from '../../connectors/index.js';
import { counter, instant } from '../../platform/database/index.js';

/** What has been used of each allowance that a platform gives, since it was filled last. */
export const quotaBuckets = pgTable(
  'quota_buckets',
  {
    platform: text('platform').$type<Platform>().notNull(),
    name: text('name').notNull(),
    /** Fingerprint of the key or token. */
    account: text('account').notNull(),
    unit: text('unit').$type<Bucket['unit']>().notNull(),
    allowance: counter('allowance').notNull(),
    used: counter('used').notNull(),
    /** The same by who used it. */
    usedBy: jsonb('used_by').$type<Partial<Record<Priority, number>>>().notNull().default({}),
    /** When what is used no longer counts. */
    resetsAt: instant('resets_at').notNull(),
    /** The platform itself said that nothing is left until then. */
    blockedUntil: instant('blocked_until'),
  },
  (table) => [primaryKey({ columns: [table.platform, table.name, table.account] })],
);

export type QuotaBucketRow = typeof quotaBuckets.$inferSelect;
