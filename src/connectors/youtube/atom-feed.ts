import { z } from 'zod';
import { plainText } from '../plain-text.js';
import { parseXml } from './xml-document.js';
import { malformed } from './youtube.errors.js';

const text = z.object({ '#text': z.string() }).transform((node) => plainText(node['#text']));
const time = z
  .object({ '#text': z.iso.datetime({ offset: true }) })
  .transform((node) => new Date(node['#text']));
const attribute = z.string().transform(plainText);
const count = z.string().regex(/^\d+$/).transform(Number);
const links = z.array(z.object({ '@rel': attribute, '@href': attribute }));

const media = z.object({
  'media:thumbnail': z.array(z.object({ '@url': attribute, '@width': count.optional() })).default([]),
  'media:description': text.optional(),
  'media:community': z
    .object({
      'media:starRating': z.object({ '@count': count }).optional(),
      'media:statistics': z.object({ '@views': count }).optional(),
    })
    .optional(),
});

/** A push has no `media:group`. */
const entry = z
  .object({
    'yt:videoId': text,
    title: text,
    link: links,
    published: time,
    'media:group': media.optional(),
  })
  .transform(({ 'media:group': group, ...rest }) => ({
    videoId: rest['yt:videoId'],
    title: rest.title,
    link: rest.link.find((link) => link['@rel'] === 'alternate')?.['@href'] ?? null,
    publishedAt: rest.published,
    description: group?.['media:description'] ?? null,
    thumbnails: group?.['media:thumbnail'].map(({ '@url': url, '@width': width }) => ({ url, width })) ?? [],
    views: group?.['media:community']?.['media:statistics']?.['@views'] ?? null,
    likes: group?.['media:community']?.['media:starRating']?.['@count'] ?? null,
  }));

const feed = z
  .object({ feed: z.object({ id: text, title: text, entry: z.array(entry).default([]) }) })
  .transform(({ feed: { id, title, entry: entries } }) => ({ channelId: channelIdOf(id), title, entries }));

export type AtomFeed = z.output<typeof feed>;
export type AtomEntry = AtomFeed['entries'][number];

/**
 * Reads a channel's public feed: its up to 15 newest videos, newest first. `likes` is what the feed calls the count of
 * star ratings; `channelId` is null in the feed of a playlist.
 * @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER`
 */
export function parseAtomFeed(xml: string): AtomFeed {
  const result = feed.safeParse(parseXml(xml));
  if (!result.success) throw malformed('not a feed of videos', result.error);
  return result.data;
}

/** `yt:channel:UC…` in old feeds, without the `UC` in today's. */
function channelIdOf(feedId: string): string | null {
  const [, id] = /^yt:channel:(?:UC)?([\w-]{22})$/.exec(feedId) ?? [];
  return id === undefined ? null : `UC${id}`;
}

const tombstone = z
  .object({ '@ref': attribute })
  .transform(({ '@ref': ref }) => /^yt:video:([\w-]{11})$/.exec(ref)?.[1] ?? null);
const push = z
  .object({
    feed: z.object({ entry: z.array(entry).default([]), 'at:deleted-entry': z.array(tombstone).default([]) }),
  })
  .transform(({ feed: { entry: entries, 'at:deleted-entry': tombstones } }) => ({
    entries,
    deletedIds: tombstones.filter((id) => id !== null),
  }));

export type AtomPush = z.output<typeof push>;

/**
 * Reads what the hub brings: videos that are new or edited, or (RFC 6721) that were deleted or made private.
 * @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER`
 */
export function parseAtomPush(xml: string): AtomPush {
  const result = push.safeParse(parseXml(xml));
  if (!result.success) throw malformed('not a push of videos', result.error);
  return result.data;
}
