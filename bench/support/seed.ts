import type pg from 'pg';
import { type RawContent, upsertContents } from './contents-table.js';
import { sampleVideo } from './sample-videos.js';

const MINUTE_MS = 60_000;

/** Creators with a channel each and `contents` videos among them, a minute apart, written past the server. @returns creator ids */
export async function seedCatalogue(
  client: pg.ClientBase,
  { creators, contents }: { creators: number; contents: number },
): Promise<string[]> {
  const { rows: channels } = await client.query<{ id: string; creator_id: string }>(
    `WITH made AS (
       INSERT INTO creators (name, display_name, avatar, content_count)
       SELECT 'creator' || n, 'Creator ' || n, 'https://yt3.ggpht.com/' || n || '=s800', $2::int / $1::int
       FROM generate_series(1, $1::int) AS n
       RETURNING id, name)
     INSERT INTO creator_channels (creator_id, platform, external_id, title, url, content_count)
     SELECT id, 'youtube', 'UC' || name, name, 'https://www.youtube.com/@' || name, $2::int / $1::int FROM made
     RETURNING id, creator_id`,
    [creators, contents],
  );
  const rows = Array.from({ length: contents }, (_, n) => row(n, channels[n % channels.length]));
  await upsertContents(client, 'contents', rows);
  await client.query('ANALYZE');
  return channels.map(({ creator_id }) => creator_id);
}

function row(n: number, channel: { id: string; creator_id: string } | undefined): RawContent {
  const { title, description, tags, isShort } = sampleVideo(n);
  const externalId = `seed-${n}`;
  return {
    creator_id: channel?.creator_id,
    channel_id: channel?.id,
    platform: 'youtube',
    external_id: externalId,
    type: isShort ? 'short' : 'video',
    title,
    description,
    thumbnail: `https://i.ytimg.com/vi/${externalId}/maxresdefault.jpg`,
    url: `https://www.youtube.com/watch?v=${externalId}`,
    duration_seconds: isShort ? 40 : 600,
    published_at: new Date(Date.now() - n * MINUTE_MS),
    scheduled_at: null,
    state: 'published',
    told: ['published'],
    views: 1_000 + n,
    likes: 100,
    comments: 10,
    shares: null,
    tags,
    category: 'music',
    language: 'ko',
  };
}
