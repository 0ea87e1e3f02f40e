import type pg from 'pg';

/** What the server writes of a content; the rest of the row PostgreSQL fills in. */
const COLUMNS = [
  'creator_id',
  'channel_id',
  'platform',
  'external_id',
  'type',
  'title',
  'description',
  'thumbnail',
  'url',
  'duration_seconds',
  'published_at',
  'scheduled_at',
  'state',
  'told',
  'views',
  'likes',
  'comments',
  'shares',
  'tags',
  'category',
  'language',
] as const;

export type RawContent = Record<(typeof COLUMNS)[number], unknown>;

const ROWS_A_STATEMENT = 500;
const SELECTED = COLUMNS.join(', ');
const UPDATED = COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ');

/** Plain SQL, as one would write it by hand: a multi-row upsert over one connection, each statement its own transaction. */
export async function upsertContents(
  client: pg.ClientBase,
  table: string,
  rows: readonly RawContent[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const values: unknown[] = [];
    const tuples = rows.slice(start, start + ROWS_A_STATEMENT).map((row) => {
      const places = COLUMNS.map((column) => `$${values.push(row[column])}`);
      return `(${places.join(', ')})`;
    });
    const text = `INSERT INTO ${table} (${SELECTED}) VALUES ${tuples.join(', ')}
      ON CONFLICT (platform, external_id) DO UPDATE SET ${UPDATED}`;
    await client.query(text, values);
  }
}

export async function readContents(
  client: pg.ClientBase,
  channelIds: readonly string[],
): Promise<RawContent[]> {
  const { rows } = await client.query<RawContent>(
    `SELECT ${SELECTED} FROM contents WHERE channel_id = ANY($1) ORDER BY id`,
    [channelIds],
  );
  return rows;
}
