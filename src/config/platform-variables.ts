import { z } from 'zod';
import { about, flag, integer, list, text, url } from './variable.js';

/** Which platforms are read, with what, and how often. */
export const platformVariables = {
  YOUTUBE_API_KEY: list
    .default([])
    .meta(
      about(
        'YouTube Data API v3; several, separated by commas, are used one after another. Without one channels are collected through their public feeds.',
        { secret: true },
      ),
    ),
  YOUTUBE_DAILY_UNITS: integer(1, 100_000_000)
    .default(10_000)
    .meta(about('What YouTube grants each key a day, in its main bucket and in that of the statistics.')),
  YOUTUBE_API_URL: url.default('https://www.googleapis.com/youtube/v3').meta(about('Base of the Data API.')),
  YOUTUBE_FEED_URL: url.default('https://www.youtube.com').meta(about('Base of the public feeds.')),
  YOUTUBE_HUB_URL: url
    .default('https://pubsubhubbub.appspot.com/subscribe')
    .meta(about('Where pushes are subscribed to, once APP_URL says where they can be brought to.')),
  COLLECT_INTERVAL_SECONDS: integer(1, 86_400)
    .default(300)
    .meta(about('Shortest time between two looks at a channel.')),
  COLLECT_MAX_INTERVAL_SECONDS: integer(1, 2_592_000)
    .default(21_600)
    .meta(about('Longest time between two looks at a channel, however seldom it publishes.')),
  IMPORT_MAX_CHANNELS: integer(1, 100_000)
    .default(5_000)
    .meta(about('Longer lists of subscriptions are refused.')),
  IMPORT_NEW_CHANNELS_A_DAY: integer(0, 100_000)
    .default(500)
    .meta(
      about('How many channels that are not here yet are looked up for the lists of one fan, in 24 hours.'),
    ),
  CLAIMS_AUTO_APPROVE: flag
    .default(false)
    .meta(
      about(
        'A user who proves to be a creator, by a code in a channel, becomes their owner without an admin.',
      ),
    ),
  TWITTER_BEARER_TOKEN: text
    .optional()
    .meta(about('X API, of an app alone. Without it no X accounts can be added.', { secret: true })),
  TWITTER_API_SECRET: text
    .optional()
    .meta(
      about(
        "The X app's consumer secret. With it, and an APP_URL that is https and has no port, X brings news by itself.",
        { secret: true },
      ),
    ),
  TWITTER_API_KEY: text
    .optional()
    .meta(about("The X app's consumer key.", { secret: true, later: 'sign-in with X' })),
  X_API_URL: url.default('https://api.x.com').meta(about('Base of the X API.')),
  X_DAILY_BUDGET_USD: z.coerce
    .number()
    .min(0.01)
    .max(1_000_000)
    .default(5)
    .meta(about('What may be spent on X a day (UTC), in dollars: a post read costs 0.005, an account 0.01.')),
  X_BACKLOG_POSTS: integer(5, 3_200)
    .default(100)
    .meta(about('How many posts of an account are read at its first look.')),
  INSTAGRAM_CLIENT_ID: text
    .optional()
    .meta(about('Your application at Meta: lets owners of professional accounts have theirs read.')),
  INSTAGRAM_CLIENT_SECRET: text.optional().meta(about('Goes with INSTAGRAM_CLIENT_ID.', { secret: true })),
  INSTAGRAM_DISCOVERY_TOKEN: text.optional().meta(
    about('A token with business discovery: reads professional accounts whose owners were not asked.', {
      secret: true,
    }),
  ),
  INSTAGRAM_DISCOVERY_ACCOUNT_ID: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional()
    .meta(
      about('Goes with INSTAGRAM_DISCOVERY_TOKEN: your own professional account, in whose name it asks.', {
        example: '17841400000000000',
      }),
    ),
  INSTAGRAM_BACKLOG_POSTS: integer(1, 10_000)
    .default(200)
    .meta(about('How many posts of an account are read at first sight.')),
  INSTAGRAM_API_URL: url
    .default('https://graph.instagram.com')
    .meta(about('Base of the API that owners let read.')),
  INSTAGRAM_DISCOVERY_URL: url
    .default('https://graph.facebook.com/v25.0')
    .meta(about('Base of the API with business discovery.')),
  INSTAGRAM_LOGIN_URL: url
    .default('https://www.instagram.com')
    .meta(about('Where owners are asked for their consent.')),
  INSTAGRAM_TOKEN_URL: url
    .default('https://api.instagram.com')
    .meta(about('Where their consent is traded for a token.')),
} as const;
