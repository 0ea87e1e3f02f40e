import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { plainText } from './plain-text.js';
import { decodeXmlText } from './xml-text.js';
import { malformed } from './youtube.errors.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // Every element alike: an object, with its text (spaces and all) in #text.
  alwaysCreateTextNode: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['entry', 'link', 'media:thumbnail'].includes(name),
  entityDecoder: {
    decode: decodeXmlText,
    addInputEntities: () => {
      throw malformed('XML that declares entities');
    },
    setExternalEntities: () => undefined,
    setXmlVersion: () => undefined,
    reset: () => undefined,
  },
});

const text = z.object({ '#text': z.string() }).transform((node) => plainText(node['#text']));
const time = z
  .object({ '#text': z.iso.datetime({ offset: true }) })
  .transform((node) => new Date(node['#text']));
const attribute = z.string().transform(plainText);
const count = z.string().regex(/^\d+$/).transform(Number);
const links = z.array(z.object({ '@rel': attribute, '@href': attribute }));

const entry = z
  .object({
    'yt:videoId': text,
    title: text,
    link: links,
    published: time,
    'media:group': z.object({
      'media:thumbnail': z.array(z.object({ '@url': attribute, '@width': count.optional() })).default([]),
      'media:description': text.default(''),
      'media:community': z
        .object({
          'media:starRating': z.object({ '@count': count }).optional(),
          'media:statistics': z.object({ '@views': count }).optional(),
        })
        .optional(),
    }),
  })
  .transform(({ 'media:group': media, ...rest }) => ({
    videoId: rest['yt:videoId'],
    title: rest.title,
    link: rest.link.find((link) => link['@rel'] === 'alternate')?.['@href'] ?? null,
    publishedAt: rest.published,
    description: media['media:description'],
    thumbnails: media['media:thumbnail'].map(({ '@url': url, '@width': width }) => ({ url, width })),
    views: media['media:community']?.['media:statistics']?.['@views'] ?? null,
    likes: media['media:community']?.['media:starRating']?.['@count'] ?? null,
  }));

const feed = z
  .object({ feed: z.object({ id: text, title: text, entry: z.array(entry).default([]) }) })
  .transform(({ feed: { id, title, entry: entries } }) => ({ channelId: channelIdOf(id), title, entries }));

export type AtomFeed = z.output<typeof feed>;
export type AtomEntry = AtomFeed['entries'][number];

/**
 * Reads a channel's public feed: its up to 15 newest videos, newest first. `likes` is what the feed calls the count of
 * star ratings; `channelId` is null in the feed of a playlist.
 * Entity declarations are refused before anything is parsed: no honest feed has any.
 * @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER`
 */
export function parseAtomFeed(xml: string): AtomFeed {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw malformed('XML with a document type');
  let document: unknown;
  try {
    // Without its check for well-formedness the parser makes something of half a document.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the successor is the same code in one more package
    document = parser.parse(xml, true);
  } catch (error) {
    throw malformed('not well-formed XML', error);
  }
  const result = feed.safeParse(document);
  if (!result.success) throw malformed('not a feed of videos', result.error);
  return result.data;
}

/** `yt:channel:UC…` in old feeds, without the `UC` in today's. */
function channelIdOf(feedId: string): string | null {
  const [, id] = /^yt:channel:(?:UC)?([\w-]{22})$/.exec(feedId) ?? [];
  return id === undefined ? null : `UC${id}`;
}
