import { playlistIdOf, type Channel, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { Random } from './random.js';

const DAY_MS = 24 * 3_600_000;
const HISTORY_DAYS = 28;
const SWEEP_DAYS = 7;

/** A channel that publishes so often, mostly around one hour of the day (UTC). */
export interface Actor {
  channel: Channel;
  postsADay: number;
  favouriteHour: number;
  /** Whether the hub tells of it: of some channels it never does. */
  isPushed: boolean;
}

export interface CastOptions {
  channels: number;
  /** On average over all channels. */
  postsADay: number;
  /** Of how many channels the hub tells. */
  pushedShare: number;
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/** Channels that publish as real ones do: most of them seldom, a few all the time; each with a month of history. */
export function cast(youtube: YouTubeSimulator, options: CastOptions, now: Date, random: Random): Actor[] {
  return Array.from({ length: options.channels }, (_, n) => {
    const channel = youtube.catalogue.addChannel({
      title: `채널 ${n}`,
      subscriberCount: random.integer(100, 1e6),
    });
    // A log-normal spread, whose mean is what was asked for.
    const postsADay = Math.min(options.postsADay * Math.exp(random.normal() - 0.5), 10);
    const favouriteHour = random.integer(0, 23);
    const past = Math.min(Math.max(1, Math.round(postsADay * HISTORY_DAYS)), 40);
    for (let post = 0; post < past; post++) {
      const day =
        Math.floor((now.getTime() - DAY_MS * HISTORY_DAYS * ((past - post) / past)) / DAY_MS) * DAY_MS;
      const publishedAt = new Date(Math.min(day + favouriteHour * 3_600_000, now.getTime() - 60_000));
      youtube.catalogue.publish(channel.id, { title: `옛 영상 ${post}`, publishedAt, durationSeconds: 600 });
    }
    return { channel, postsADay, favouriteHour, isPushed: random.next() < options.pushedShare };
  });
}

/**
 * Writes the actors into a server's database as if it had collected them for weeks: all that they have published is
 * known, and their playlists were swept some time in the last week.
 */
export async function enlist(
  query: Query,
  youtube: YouTubeSimulator,
  actors: readonly Actor[],
  now: Date,
  random: Random,
) {
  const records = actors.map(({ channel }) => {
    const videos = youtube.catalogue.uploadsOf(channel.id).list('UU').visible.newestFirst();
    const knownUntil = videos[0]?.publishedAt ?? now;
    return {
      external_id: channel.id,
      title: channel.title,
      known_until: knownUntil,
      due_at: new Date(now.getTime() + random.integer(0, 3_600_000)),
      cursor: {
        ...{ source: 'uploads', playlistId: playlistIdOf(channel.id), knownUntil, unread: null, etag: null },
        ...{
          kinds: {},
          feedHash: null,
          sweptAt: new Date(now.getTime() - random.next() * SWEEP_DAYS * DAY_MS),
        },
      },
      videos: videos.map(({ id, title, publishedAt }) => ({ id, title, published_at: publishedAt })),
    };
  });
  const SIZE = 500;
  for (let start = 0; start < records.length; start += SIZE) {
    await query(ENLIST, [JSON.stringify(records.slice(start, start + SIZE))]);
  }
}

const ENLIST = `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS actor(
      external_id text, title text, known_until timestamptz, due_at timestamptz, cursor jsonb, videos jsonb)
  ), made_creators AS (
    INSERT INTO creators (name, display_name) SELECT external_id, title FROM given RETURNING id, name
  ), made_channels AS (
    INSERT INTO creator_channels (creator_id, platform, external_id, title, url, described_at)
    SELECT made_creators.id, 'youtube', external_id, title, 'https://www.youtube.com/channel/' || external_id, due_at
    FROM given JOIN made_creators ON made_creators.name = external_id RETURNING id, creator_id, external_id
  ), made_schedules AS (
    INSERT INTO channel_schedules (channel_id, next_due_at, cursor, backlog_until)
    SELECT made_channels.id, due_at, cursor, known_until FROM given JOIN made_channels USING (external_id)
  )
  INSERT INTO contents (creator_id, channel_id, platform, external_id, type, title, description, url, published_at, state, told)
  SELECT creator_id, made_channels.id, 'youtube', video.id, 'video', video.title, '', 'https://www.youtube.com/watch?v=' || video.id,
    video.published_at, 'published', '{published}'
  FROM given JOIN made_channels USING (external_id),
    LATERAL jsonb_to_recordset(given.videos) AS video(id text, title text, published_at timestamptz)
  RETURNING id`;
