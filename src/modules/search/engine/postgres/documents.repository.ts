import { Injectable } from '@nestjs/common';
import { sql, type SQL } from 'drizzle-orm';
import type { Executor, Tx } from '../../../../platform/database/index.js';
import { idArray } from '../../../../platform/database/index.js';
import type { SearchKind } from '../../search.kinds.js';
import type { DocumentKey, EngineQuery, SearchDocument, SearchFilter, Spelling } from '../search-engine.js';

/** How many of the highest standing are looked through one by one; of few an index tells everything sooner. */
const HEAD: Record<SearchKind, number> = { creators: 2_000, contents: 5_000 };
/** What is read at most of what the index brings. */
const MOST_OF_INDEX = 500;
/** What is read at most of what some creators made. */
const MOST_OF_CREATORS = 3_000;
/** Shorter words have no trigram inside, but one at their beginning. */
const SHORTEST_INSIDE = 3;

const COLUMNS = sql.raw(
  'kind, id, creator_id, title, keys, platforms, type, category, published_at, popularity, standing',
);

type DocumentRow = Record<string, unknown> & {
  kind: SearchKind;
  id: string;
  creator_id: string;
  title: string;
  keys: string;
  platforms: SearchDocument['platforms'];
  type: string | null;
  category: string | null;
  published_at: string | Date;
  popularity: string;
  standing: number;
};

@Injectable()
export class DocumentsRepository {
  /** Makes `tx` one that searches: a statement that takes longer is cancelled. */
  async beginSearch(tx: Tx, timeoutMs: number): Promise<void> {
    await tx.execute(sql`
      SELECT set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('jit', 'off', true),
             set_config('enable_seqscan', 'off', true)`);
  }

  /** Those that match among the ones of the highest standing, whose cost is the same for any query. */
  async findInHead(executor: Executor, kind: SearchKind, query: EngineQuery): Promise<SearchDocument[]> {
    const conditions = narrowing(query);
    // Nothing else is asked of a document than to match: the first ones that do are enough.
    const enough = conditions.length === 0 ? sql`ORDER BY standing DESC LIMIT ${query.limit}` : sql``;
    const { rows } = await executor.execute<DocumentRow>(sql`
      WITH matches AS MATERIALIZED (
        SELECT id FROM (
          SELECT id, keys, standing FROM search_documents
          WHERE ${isOf(kind)} ORDER BY standing DESC LIMIT ${sql.raw(String(HEAD[kind]))}
        ) AS head WHERE ${matching(query)} ${enough})
      SELECT ${COLUMNS} FROM matches JOIN search_documents USING (id)
      WHERE ${all([isOf(kind), ...conditions])} ORDER BY standing DESC LIMIT ${query.limit}`);
    return rows.map(toDocument);
  }

  /**
   * Those that match among all, through the index: cheap for what is rare. Of what is frequent only some are read, those that
   * come first on the disk. What begins a title comes before what only stands high.
   */
  async findInAll(executor: Executor, kind: SearchKind, query: EngineQuery): Promise<SearchDocument[]> {
    const first = query.words[0]?.[0]?.keys ?? '';
    const { rows } = await executor.execute<DocumentRow>(sql`
      WITH matches AS MATERIALIZED (
        SELECT ${COLUMNS} FROM search_documents
        WHERE ${all([isOf(kind), matching(query), ...narrowing(query)])} LIMIT ${MOST_OF_INDEX})
      SELECT ${COLUMNS} FROM matches ORDER BY (keys LIKE ${` ${first}%`}) DESC, standing DESC LIMIT ${query.limit}`);
    return rows.map(toDocument);
  }

  /** Those that match of what some creators made: read one by one, they are few. */
  async findOf(
    executor: Executor,
    creatorIds: readonly string[],
    kind: SearchKind,
    query: EngineQuery,
  ): Promise<SearchDocument[]> {
    const { rows } = await executor.execute<DocumentRow>(sql`
      WITH theirs AS MATERIALIZED (
        SELECT ${COLUMNS} FROM search_documents
        WHERE creator_id = ANY(${idArray(creatorIds)}) AND ${isOf(kind)} LIMIT ${MOST_OF_CREATORS})
      SELECT ${COLUMNS} FROM theirs
      WHERE ${all([matching(query), ...narrowing(query)])} ORDER BY standing DESC LIMIT ${query.limit}`);
    return rows.map(toDocument);
  }

  /** What these documents were searched by before, where they were there. */
  async findKeys(executor: Executor, documents: readonly DocumentKey[]): Promise<string[]> {
    const { rows } = await executor.execute<{ keys: string }>(sql`
      SELECT keys FROM search_documents JOIN ${recordsOf(documents)} USING (kind, id)`);
    return rows.map(({ keys }) => keys);
  }

  async upsert(executor: Executor, documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const records = documents.map((document) => ({
      ...document,
      creator_id: document.creatorId,
      published_at: document.publishedAt,
    }));
    await executor.execute(sql`
      INSERT INTO search_documents (${COLUMNS})
      SELECT ${COLUMNS} FROM json_to_recordset(${JSON.stringify(records)}::json) AS document(
        kind text, id bigint, creator_id bigint, title text, keys text, platforms text[], type text, category text,
        published_at timestamptz, popularity bigint, standing real)
      ON CONFLICT (kind, id) DO UPDATE SET creator_id = excluded.creator_id, title = excluded.title, keys = excluded.keys,
        platforms = excluded.platforms, type = excluded.type, category = excluded.category,
        published_at = excluded.published_at, popularity = excluded.popularity, standing = excluded.standing`);
  }

  async delete(executor: Executor, documents: readonly DocumentKey[]): Promise<void> {
    await executor.execute(sql`
      DELETE FROM search_documents USING ${recordsOf(documents)}
      WHERE search_documents.kind = gone.kind AND search_documents.id = gone.id`);
  }
}

/** In the very words of the indexes. */
const isOf = (kind: SearchKind): SQL => sql.raw(`kind = '${kind}'`);

const recordsOf = (documents: readonly DocumentKey[]): SQL =>
  sql`json_to_recordset(${JSON.stringify(documents.map(({ kind, id }) => ({ kind, id })))}::json) AS gone(kind text, id bigint)`;

const all = (conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` AND `);

const matching = ({ words }: EngineQuery): SQL => all(words.map(hasOne));

/** Keys are letters and digits: nothing in them means anything to LIKE. */
function hasOne(spellings: readonly Spelling[]): SQL {
  const conditions = spellings.map(
    ({ keys }) => sql`keys LIKE ${isInside(keys) ? `%${keys}%` : `% ${keys}%`}`,
  );
  return sql`(${sql.join(conditions, sql` OR `)})`;
}

const isInside = (keys: string): boolean => Array.from(keys).length >= SHORTEST_INSIDE;

/** Whether the index knows more of a word than how it begins. */
export const isLong = (spellings: readonly Spelling[]): boolean =>
  spellings.every(({ keys }) => isInside(keys));

function narrowing({ platform, type, category, dateFrom, dateTo }: SearchFilter): SQL[] {
  return [
    ...(platform === undefined ? [] : [sql`${platform} = ANY(platforms)`]),
    ...(type === undefined ? [] : [sql`type = ${type}`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(dateFrom === undefined ? [] : [sql`published_at >= ${dateFrom.toISOString()}::timestamptz`]),
    ...(dateTo === undefined ? [] : [sql`published_at <= ${dateTo.toISOString()}::timestamptz`]),
  ];
}

function toDocument(row: DocumentRow): SearchDocument {
  const { creator_id: creatorId, published_at: publishedAt, popularity, ...document } = row;
  return { ...document, creatorId, publishedAt: new Date(publishedAt), popularity: Number(popularity) };
}
