import type { InstagramSimulator } from '../../simulators/instagram/index.js';
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

/** The variables that point a server at a simulated Instagram, with all that an operator can have there. */
export function instagramVariables(instagram: InstagramSimulator): Record<string, string> {
  const { application, operator } = instagram;
  return {
    INSTAGRAM_API_URL: instagram.apiUrl,
    INSTAGRAM_DISCOVERY_URL: instagram.discoveryUrl,
    INSTAGRAM_LOGIN_URL: instagram.loginUrl,
    INSTAGRAM_TOKEN_URL: instagram.tokenUrl,
    INSTAGRAM_CLIENT_ID: application.clientId,
    INSTAGRAM_CLIENT_SECRET: application.clientSecret,
    INSTAGRAM_DISCOVERY_TOKEN: operator.token,
    INSTAGRAM_DISCOVERY_ACCOUNT_ID: operator.accountId,
    MEDIA_HOSTS: instagram.url,
  };
}

/** The variables that point a server at a simulated X. */
export function xVariables({ url }: XSimulator, bearerToken = 'test-token'): Record<string, string> {
  return { X_API_URL: url, TWITTER_BEARER_TOKEN: bearerToken };
}
