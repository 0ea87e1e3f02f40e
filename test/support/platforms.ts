import type { XSimulator } from '../../simulators/x/index.js';
import type { YouTubeSimulator } from '../../simulators/youtube/index.js';

/** The variables that point a server at a simulated YouTube; with a key, through the Data API. */
export function youtubeVariables(
  { apiUrl, feedUrl, hub }: YouTubeSimulator,
  apiKey?: string,
): Record<string, string> {
  return {
    YOUTUBE_API_URL: apiUrl,
    YOUTUBE_FEED_URL: feedUrl,
    YOUTUBE_HUB_URL: hub.url,
    ...(apiKey === undefined ? {} : { YOUTUBE_API_KEY: apiKey }),
  };
}

/** The variables that point a server at a simulated X. */
export function xVariables({ url }: XSimulator, bearerToken = 'test-token'): Record<string, string> {
  return { X_API_URL: url, TWITTER_BEARER_TOKEN: bearerToken };
}
