import { ConnectorError } from '../connector.errors.js';

/** What a person's text says about a channel, before YouTube is asked. Names are without `@`. */
export type ChannelReference =
  | { by: 'id'; id: string }
  | { by: 'handle'; handle: string }
  | { by: 'username'; username: string }
  | { by: 'video'; videoId: string };

const MAX_LENGTH = 500;
const CHANNEL_ID = /^UC[\w-]{22}$/;
const VIDEO_ID = /^[\w-]{11}$/;
/** Handles may be of any script (youtube.com/handle); YouTube has the last word on which exist. */
const NAME = /^[\p{L}\p{M}\p{N}_.·-]{1,100}$/u;
const HOSTS = new Set(['youtube.com', 'www.youtube.com', 'm.youtube.com', 'music.youtube.com']);
const SHORT_HOST = 'youtu.be';

/** What the second part of a path names, by its first. */
const PATHS: Record<string, (name: string) => ChannelReference | null> = {
  channel: byId,
  user: byUsername,
  // Custom URLs cannot be looked up (search.list would be the only way), but nearly all became handles in 2022.
  c: byHandle,
  shorts: byVideo,
  live: byVideo,
  embed: byVideo,
  v: byVideo,
};

/**
 * Reads a URL of a channel, a handle, a video or a feed, a handle (`@name`, or `name` where it has no dot), or a
 * channel's id. The text is only parsed: nothing a person gives is ever fetched.
 * @throws ConnectorError `INVALID_CHANNEL_REFERENCE`, whatever else the text may be
 */
export function parseChannelReference(input: string): ChannelReference {
  const text = input.trim();
  if (text.length > MAX_LENGTH || /\p{Cc}/u.test(text)) throw invalidReference();
  const reference = byId(text) ?? (/^@|^[^/:?.]+$/.test(text) ? byHandle(text) : parseUrl(text));
  if (reference === null) throw invalidReference();
  return reference;
}

function parseUrl(text: string): ChannelReference | null {
  const absolute = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  if (url.username !== '' || url.password !== '' || url.port !== '') return null;
  const [first = '', second = ''] = pathOf(url);
  if (url.hostname === SHORT_HOST) return byVideo(first);
  if (!HOSTS.has(url.hostname)) return null;

  if (first.startsWith('@')) return byHandle(first);
  if (first === 'watch') return byVideo(url.searchParams.get('v') ?? '');
  if (url.pathname.endsWith('/feeds/videos.xml')) {
    return byId(url.searchParams.get('channel_id') ?? '') ?? byUsername(url.searchParams.get('user') ?? '');
  }
  return Object.hasOwn(PATHS, first) ? (PATHS[first]?.(second) ?? null) : null;
}

function pathOf(url: URL): string[] {
  try {
    return url.pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

function byId(id: string): ChannelReference | null {
  return CHANNEL_ID.test(id) ? { by: 'id', id } : null;
}

function byHandle(name: string): ChannelReference | null {
  const handle = name.replace(/^@/, '').normalize('NFC');
  return NAME.test(handle) ? { by: 'handle', handle } : null;
}

function byUsername(username: string): ChannelReference | null {
  return NAME.test(username) ? { by: 'username', username } : null;
}

function byVideo(videoId: string): ChannelReference | null {
  return VIDEO_ID.test(videoId) ? { by: 'video', videoId } : null;
}

function invalidReference(): ConnectorError {
  return new ConnectorError(
    'invalid_reference',
    'INVALID_CHANNEL_REFERENCE',
    'This is no YouTube channel: give its URL, its @handle or its id',
  );
}
