import type pg from 'pg';
import type { Random } from '../../test/simulation/random.js';
import type { KoreanTitles } from './korean-titles.js';

const AT_A_TIME = 5_000;
const YEARS_MINUTES = 3 * 365 * 24 * 60;

export interface KoreanCatalogue {
  names: string[];
  /** Some of the titles. */
  titles: string[];
}

/** Creators with a channel each, and what they published in three years, written past the server. */
export async function seedKoreanCatalogue(
  client: pg.ClientBase,
  titles: KoreanTitles,
  random: Random,
  { creators, contents }: { creators: number; contents: number },
): Promise<KoreanCatalogue> {
  const names = Array.from({ length: creators }, () => titles.name());
  const { rows: channels } = await client.query<{ id: string; creator_id: string }>(
    `WITH made AS (
       INSERT INTO creators (name, display_name, follower_count, category)
       SELECT name, name, (10 ^ (2 + 5 * random()))::bigint, 'music' FROM unnest($1::text[]) AS name RETURNING id, name)
     INSERT INTO creator_channels (creator_id, platform, external_id, title, url)
     SELECT id, 'youtube', 'UC' || id, name, 'https://www.youtube.com/channel/UC' || id FROM made
     RETURNING id, creator_id`,
    [names],
  );
  const sample: string[] = [];
  for (let first = 0; first < contents; first += AT_A_TIME) {
    const rows = Array.from({ length: Math.min(AT_A_TIME, contents - first) }, (_, n) => {
      const title = titles.title();
      if (n % 100 === 0) sample.push(title);
      const channel = channels[random.integer(0, channels.length - 1)];
      return {
        ...{
          channel_id: channel?.id,
          creator_id: channel?.creator_id,
          external_id: `seed-${first + n}`,
          title,
        },
        ...{
          views: Math.round(10 ** (1 + 6 * random.next() ** 2)),
          tags: [titles.word(), titles.word(), titles.word()],
        },
        minutes: random.integer(0, YEARS_MINUTES),
      };
    });
    await client.query(
      `INSERT INTO contents (creator_id, channel_id, platform, external_id, type, title, description, url, published_at, state, tags, views)
       SELECT creator_id, channel_id, 'youtube', external_id, 'video', title, '', 'https://www.youtube.com/watch?v=' || external_id,
         now() - minutes * interval '1 minute', 'published', tags, views
       FROM json_to_recordset($1) AS row(creator_id bigint, channel_id bigint, external_id text, title text, minutes int, tags text[], views bigint)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query('ANALYZE');
  return { names, titles: sample };
}
