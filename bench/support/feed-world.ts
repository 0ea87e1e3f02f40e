import { randomBytes } from 'node:crypto';
import { createSigner } from 'fast-jwt';
import type pg from 'pg';
import { sampleVideo } from './sample-videos.js';

export interface WorldSize {
  creators: number;
  contents: number;
  fans: number;
  /** Creators that each fan follows. */
  followed: number;
}

export interface BenchFan {
  id: string;
  token: string;
}

/** Sample texts that are told apart; contents take them in turns. */
const TEXTS = 500;

export const TOKEN_SECRET = randomBytes(32).toString('hex');

/** Fans, creators with a channel each, and their contents, a minute apart: a few statements, however many there are. */
export async function seedWorld(client: pg.ClientBase, size: WorldSize): Promise<BenchFan[]> {
  await client.query('TRUNCATE creators, contents, subscriptions CASCADE');
  await client.query(
    `WITH made AS (
       INSERT INTO creators (name, display_name, avatar)
       SELECT 'creator' || n, 'Creator ' || n, 'https://yt3.ggpht.com/' || n || '=s800' FROM generate_series(1, $1::int) AS n
       RETURNING id, name)
     INSERT INTO creator_channels (creator_id, platform, external_id, title, url)
     SELECT id, 'youtube', 'UC' || name, name, 'https://www.youtube.com/@' || name FROM made`,
    [size.creators],
  );
  const samples = Array.from({ length: TEXTS }, (_, n) => sampleVideo(n));
  await client.query('CREATE TEMPORARY TABLE IF NOT EXISTS samples (n integer PRIMARY KEY, sample jsonb)');
  await client.query(
    `INSERT INTO samples SELECT place - 1, sample FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given(sample, place)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(samples)],
  );
  await client.query(
    `INSERT INTO contents (creator_id, channel_id, platform, external_id, type, title, description, thumbnail, url,
       duration_seconds, published_at, state, told, views, likes, comments, tags, category, language)
     SELECT channel.creator_id, channel.id, 'youtube', 'seed-' || item.n, CASE WHEN sample->>'isShort' = 'true' THEN 'short' ELSE 'video' END,
       '#' || item.n || ' ' || (sample->>'title'), sample->>'description', 'https://i.ytimg.com/vi/seed-' || item.n || '/maxresdefault.jpg',
       'https://www.youtube.com/watch?v=seed-' || item.n, 600, date_trunc('second', now()) - item.n * interval '1 minute', 'published',
       '{published}', 1000 + item.n, 100, 10, ARRAY(SELECT jsonb_array_elements_text(sample->'tags')), 'music', 'ko'
     FROM generate_series(0, $1::int - 1) AS item(n)
     JOIN (SELECT id, creator_id, row_number() OVER (ORDER BY id) - 1 AS place FROM creator_channels) AS channel
       ON channel.place = item.n % $2::int
     JOIN samples ON samples.n = item.n % $3::int`,
    [size.contents, size.creators, TEXTS],
  );
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO users (name, email) SELECT 'Fan ' || n, 'fan' || n || '-' || gen_random_uuid() || '@mypick.test'
     FROM generate_series(1, $1::int) AS n RETURNING id`,
    [size.fans],
  );
  await client.query(
    `INSERT INTO subscriptions (user_id, creator_id)
     SELECT fan.id, creator.id FROM unnest($1::bigint[]) WITH ORDINALITY AS fan(id, place)
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total FROM creators) AS creator
       ON (creator.place - fan.place * 7 % total + total) % total < $2::int`,
    [rows.map(({ id }) => id), size.followed],
  );
  await client.query('VACUUM ANALYZE');
  return rows.map(({ id }) => ({ id, token: tokenOf(id) }));
}

/** As the server would sign it for a fan who has signed in. */
function tokenOf(userId: string): string {
  const sign = createSigner({ key: TOKEN_SECRET, expiresIn: 3_600_000, iss: 'mypick', aud: 'mypick-api' });
  return sign({ sub: userId, role: 'user', sid: '1' });
}
