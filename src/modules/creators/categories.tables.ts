import { integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity } from '../../platform/database/index.js';

export interface CategoryNames {
  en: string;
  ko: string;
  ja: string;
}

/** What creators are about. */
export const categories = pgTable(
  'categories',
  {
    id: identity(),
    /** What creators and clients know it by. */
    slug: text('slug').notNull(),
    names: jsonb('names').$type<CategoryNames>().notNull(),
    position: integer('position').notNull(),
  },
  (table) => [unique('categories_slug_key').on(table.slug)],
);

export type CategoryRow = typeof categories.$inferSelect;
