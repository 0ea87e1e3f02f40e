import type { TestDatabase } from './databases.js';
import { eventually } from './eventually.js';

export interface SeededContent {
  title: string;
  type?: string;
  tags?: readonly string[];
  views?: number;
  publishedAt?: Date;
}

export interface SeededCreator {
  name: string;
  platform?: string;
  handle?: string;
  category?: string;
  tags?: readonly string[];
  followers?: number;
  contents?: readonly SeededContent[];
}

export interface Seeded {
  creatorId: string;
  channelId: string;
  /** In the order given. */
  contentIds: string[];
}

let count = 0;

/** Writes a creator with one channel and its contents, past the server. */
export async function seedCreator(
  { query }: TestDatabase,
  { name, platform = 'youtube', handle, category, tags = [], followers = 0, contents = [] }: SeededCreator,
): Promise<Seeded> {
  const externalId = `seeded-${(count += 1)}`;
  const [creator] = await query<{ id: string }>(
    `INSERT INTO creators (name, display_name, category, tags, follower_count, content_count)
     VALUES ($1, $1, $2, $3, $4, $5) RETURNING id`,
    [name, category ?? null, tags, followers, contents.length],
  );
  const [channel] = await query<{ id: string }>(
    `INSERT INTO creator_channels (creator_id, platform, external_id, handle, title, url, follower_count)
     VALUES ($1, $2, $3, $4, $5, 'https://example.com/', $6) RETURNING id`,
    [creator!.id, platform, externalId, handle ?? null, name, followers],
  );
  const rows = contents.map(({ title, type = 'video', tags: own = [], views, publishedAt }, index) => ({
    ...{ external_id: `${externalId}-${index}`, title, type, tags: own, views: views ?? null },
    published_at: publishedAt ?? new Date(Date.now() - (index + 1) * 3_600_000),
  }));
  const inserted = await query<{ id: string }>(
    `INSERT INTO contents (creator_id, channel_id, platform, external_id, type, title, description, url, published_at, state, tags, views)
     SELECT $1, $2, $3, external_id, type, title, '', 'https://example.com/', published_at, 'published', tags, views
     FROM json_to_recordset($4) AS row(external_id text, type text, title text, published_at timestamptz, tags text[], views bigint)
     RETURNING id`,
    [creator!.id, channel!.id, platform, JSON.stringify(rows)],
  );
  return { creatorId: creator!.id, channelId: channel!.id, contentIds: inserted.map(({ id }) => id) };
}

/** Resolves when all that was written can be found. */
export async function untilSearchable({ query }: TestDatabase): Promise<void> {
  await eventually(
    'all is searchable',
    async () => (await query('SELECT 1 FROM search_changes LIMIT 1')).length === 0,
  );
}
