import { type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector } from '../connector.js';
import { DataApiConnector } from './data-api.connector.js';
import { FeedConnector } from './feed.connector.js';

export interface YouTubeOptions {
  /** `https://www.googleapis.com/youtube/v3` */
  apiUrl: string;
  /** `https://www.youtube.com` */
  feedUrl: string;
  /** Null: everything comes from the public feeds. */
  apiKey: string | null;
  http: OutboundClient;
}

/**
 * YouTube. With a key, channels are found by whatever names them and all they ever published is listed; without one,
 * channels are found by id only, and each look shows their 15 newest videos.
 */
export function createYouTubeConnector({ apiUrl, feedUrl, apiKey, http }: YouTubeOptions): Connector {
  const feed = { feedUrl: withoutSlash(feedUrl), http };
  if (apiKey === null) return new FeedConnector(feed);
  return new DataApiConnector({ apiUrl: withoutSlash(apiUrl), apiKey, http }, feed);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
