import { sql, type SQLWrapper } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, reference } from '../../../platform/database/index.js';
import { contents } from '../contents.tables.js';

/** What was found out about contents, in rows of their own: collecting waits for nothing, and wide rows are not rewritten. */
export const contentAnalyses = pgTable(
  'content_analyses',
  {
    contentId: reference('content_id')
      .primaryKey()
      .references(() => contents.id, { onDelete: 'cascade' }),
    /** The analyser's number; 0 where the text has changed since. */
    analysedBy: integer('analysed_by').notNull(),
    /** Of the text that was analysed: tells, without reading it, whether another is there by now. */
    digest: text('digest').notNull(),
    detectedLanguage: text('detected_language'),
    hashtags: text('hashtags')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    mentions: text('mentions')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
  },
  (table) => [
    index('content_analyses_outdated_idx').on(table.analysedBy),
    index('content_analyses_hashtags_idx').using('gin', table.hashtags),
  ],
);

/** What changes when there is something new to analyse. */
export const digestOf = ({ title, description }: { title: SQLWrapper; description: SQLWrapper }) =>
  sql<string>`md5(${title} || chr(10) || ${description})`;

/** Up to which content everything was analysed: one row. */
export const analysisProgress = pgTable('analysis_progress', {
  id: integer('id').primaryKey().default(1),
  upTo: reference('up_to').notNull(),
  movedAt: instant('moved_at').notNull(),
});
