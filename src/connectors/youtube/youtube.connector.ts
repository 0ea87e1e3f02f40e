import { type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector } from '../connector.js';
import { type Spending } from '../spending.js';
import { ApiKey, type DailyUnits } from './api-keys.js';
import { DataApiConnector } from './data-api.connector.js';
import { FeedConnector } from './feed.connector.js';
import { WebSub } from './websub.js';

export interface YouTubeOptions {
  /** `https://www.googleapis.com/youtube/v3` */
  apiUrl: string;
  /** `https://www.youtube.com` */
  feedUrl: string;
  /** `https://pubsubhubbub.appspot.com/subscribe` */
  hubUrl: string;
  /** None: everything comes from the public feeds and pushes. */
  apiKeys: readonly string[];
  /** What each key may spend. */
  dailyUnits: DailyUnits;
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

/**
 * YouTube. With a key, channels are found by whatever names them and all they ever published is listed; without one,
 * channels are found by id only, and each look shows their 15 newest videos.
 */
export function createYouTubeConnector(options: YouTubeOptions): Connector {
  const { apiKeys, dailyUnits, spending, now, http } = options;
  const feed = { feedUrl: withoutSlash(options.feedUrl), http };
  const push = new WebSub({ hubUrl: options.hubUrl, http });
  if (apiKeys.length === 0) return new FeedConnector(feed, push);
  const api = {
    apiUrl: withoutSlash(options.apiUrl),
    apiKeys: apiKeys.map((secret) => new ApiKey(secret, dailyUnits)),
    ...{ spending, now, http },
  };
  return new DataApiConnector(api, feed, push);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
