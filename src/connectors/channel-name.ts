import { ConnectorError } from './connector.errors.js';
import { parseAccountReference as parseInstagram } from './instagram/index.js';
import { type Platform } from './platform.js';
import { parseAccountReference as parseX } from './x/index.js';
import { parseChannelReference as parseYouTube } from './youtube/index.js';

/** A channel as a text names it, before its platform is asked. */
export interface ChannelName {
  platform: Platform;
  /** The text, for the connector to resolve. */
  reference: string;
  /** The platform's never changing id, where that is what the text says. */
  externalId: string | null;
  /** Without `@`, where that is what it says; may have become somebody else's. */
  handle: string | null;
}

type Parts = Pick<ChannelName, 'externalId' | 'handle'>;

const READERS: readonly [Platform, (text: string) => Parts][] = [
  ['youtube', readYouTube],
  ['x', readX],
  ['instagram', (text) => ({ externalId: null, handle: parseInstagram(text) })],
];

/**
 * Finds out which platform a text speaks of, and which channel: URLs by their host; a bare id or handle is YouTube's. The
 * text is only parsed.
 * @returns null where it names no channel of any platform
 */
export function readChannelName(text: string): ChannelName | null {
  const reference = text.trim();
  const readers = reference.includes('/') ? READERS : READERS.slice(0, 1);
  for (const [platform, read] of readers) {
    try {
      return { platform, reference, ...read(reference) };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  }
  return null;
}

function readYouTube(text: string): Parts {
  const parsed = parseYouTube(text);
  return {
    externalId: parsed.by === 'id' ? parsed.id : null,
    handle: parsed.by === 'handle' ? parsed.handle : null,
  };
}

function readX(text: string): Parts {
  const parsed = parseX(text);
  return {
    externalId: parsed.by === 'id' ? parsed.id : null,
    handle: parsed.by === 'username' ? parsed.username : null,
  };
}
