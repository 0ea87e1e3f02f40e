import { sql } from 'drizzle-orm';
import { customType, date, index, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { counter, identity, instant, reference } from '../../platform/database/index.js';
import type { Platform } from '../creators/index.js';
import { SEARCH_KINDS, type SearchKind } from './search.kinds.js';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

const ofKind = (kind: SearchKind) => sql.raw(`kind = '${kind}'`);

/** What can be found, ready to be searched; made from the other modules' tables and never the truth of anything. */
export const searchDocuments = pgTable(
  'search_documents',
  {
    kind: text('kind').$type<SearchKind>().notNull(),
    id: reference('id').notNull(),
    creatorId: reference('creator_id').notNull(),
    title: text('title').notNull(),
    /** See `searchableText`. */
    keys: text('keys').notNull(),
    platforms: text('platforms').array().$type<Platform[]>().notNull(),
    type: text('type'),
    category: text('category'),
    publishedAt: instant('published_at').notNull(),
    popularity: counter('popularity').notNull(),
    standing: real('standing').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.id] }),
    index('search_documents_creator_idx').on(table.creatorId),
    // An index a kind: what is frequent in one costs nothing in another.
    ...SEARCH_KINDS.flatMap((kind) => [
      index(`search_documents_${kind}_keys_idx`)
        .using('gin', table.keys.op('gin_trgm_ops'))
        // Whatever is not in the index proper yet is read by every search.
        .with({ gin_pending_list_limit: 512 })
        .where(ofKind(kind)),
      // Holds all that is needed to look through the best: the table itself is not read for what does not match.
      index(`search_documents_${kind}_standing_idx`)
        .on(table.standing.desc().nullsFirst(), table.id, table.keys)
        .where(ofKind(kind)),
    ]),
  ],
);

/** The words of all documents, as they are typed: what a mistyped word may have been. */
export const searchWords = pgTable(
  'search_words',
  {
    word: text('word').primaryKey(),
    /** How many have it. */
    documents: integer('documents').notNull(),
    /** See `variantsOf`. */
    variants: integer('variants').array().notNull(),
  },
  (table) => [index('search_words_variants_idx').using('gin', table.variants)],
);

/** What has changed and is to be looked at; triggers of the tables that it is made from write here. */
export const searchChanges = pgTable('search_changes', {
  id: identity(),
  kind: text('kind').$type<SearchKind>().notNull(),
  documentId: reference('document_id').notNull(),
});

/** Who searched for what on a day: once for each fan, whom nobody can tell from the hash once the day's salt is gone. */
export const searches = pgTable(
  'searches',
  {
    day: date('day').notNull(),
    query: text('query').notNull(),
    fan: bytes('fan').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.query, table.fan] })],
);

/** What fans are hashed with, a day each, and thrown away after it. */
export const searchSalts = pgTable('search_salts', {
  day: date('day').primaryKey(),
  salt: bytes('salt').notNull(),
});

/** What many fans searched for lately, and so may be shown to others. */
export const popularSearches = pgTable('popular_searches', {
  query: text('query').primaryKey(),
  keys: text('keys').notNull(),
  fans: integer('fans').notNull(),
});
