import { z } from 'zod';
import { parseIsoDuration } from './iso-duration.js';
import { plainText } from '../plain-text.js';

/**
 * What we use of the Data API's answers (description: youtube/v3 in Google's discovery service). Unknown fields are
 * ignored; a used one of another form than described makes the whole answer malformed.
 */
const text = z.string().transform(plainText);
const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
/** uint64 in JSON: a string. */
const count = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(Number);
/** Undefined for `P0D`: a broadcast that has no length yet. */
const seconds = z.string().transform((value, context) => {
  const parsed = parseIsoDuration(value);
  if (parsed !== null) return parsed === 0 ? undefined : parsed;
  context.addIssue('not an ISO 8601 duration');
  return z.NEVER;
});

/** By names that YouTube adds to (`fhd`, `qhd`, `uhd` since 2026): the sizes say which is best. Private videos have none. */
const thumbnails = z.record(z.string(), z.object({ url: text, width: z.number().optional() }));

const channel = z.object({
  id: text,
  snippet: z.object({
    title: text,
    description: text.default(''),
    /** The handle with its `@`, or an old custom name. */
    customUrl: text.optional(),
    thumbnails: thumbnails.default({}),
  }),
  statistics: z
    .object({
      viewCount: count.optional(),
      subscriberCount: count.optional(),
      hiddenSubscriberCount: z.boolean().default(false),
    })
    .optional(),
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: text.optional() }) }).optional(),
});
export type ChannelResource = z.output<typeof channel>;

const playlistItem = z
  .object({
    snippet: z
      .object({
        resourceId: z.object({ videoId: text }),
        title: text.default(''),
        description: text.default(''),
        thumbnails: thumbnails.default({}),
      })
      .optional(),
    contentDetails: z.object({ videoId: text, videoPublishedAt: time.optional() }).optional(),
  })
  .transform(({ snippet, contentDetails }, context) => {
    const videoId = contentDetails?.videoId ?? snippet?.resourceId.videoId;
    if (videoId !== undefined) {
      return { videoId, publishedAt: contentDetails?.videoPublishedAt ?? null, words: snippet ?? null };
    }
    context.addIssue('no videoId');
    return z.NEVER;
  });
/**
 * `publishedAt` is when the video was published, null for private and deleted ones; `words` what is written of it, null
 * where that was not asked for.
 */
export type PlaylistItem = z.output<typeof playlistItem>;

/** A counter that its owner hides is left out. */
const statistics = z.object({
  viewCount: count.optional(),
  likeCount: count.optional(),
  commentCount: count.optional(),
});

const video = z.object({
  id: text,
  snippet: z.object({
    publishedAt: time,
    channelId: text,
    title: text,
    description: text.default(''),
    thumbnails: thumbnails.default({}),
    tags: z.array(text).default([]),
    categoryId: text.optional(),
    defaultLanguage: text.optional(),
    defaultAudioLanguage: text.optional(),
  }),
  contentDetails: z.object({ duration: seconds.optional() }).optional(),
  statistics: statistics.optional(),
  status: z.object({ uploadStatus: text.optional(), privacyStatus: text.optional() }).optional(),
  /** There for whatever is or was a live or a premiere. */
  liveStreamingDetails: z
    .object({
      scheduledStartTime: time.optional(),
      actualStartTime: time.optional(),
      actualEndTime: time.optional(),
      concurrentViewers: count.optional(),
    })
    .optional(),
});
export type VideoResource = z.output<typeof video>;

/** `kind` tells an empty list from a stray `{}`; `items` is left out when nothing was found. */
export const channelList = z.object({
  kind: z.literal('youtube#channelListResponse'),
  items: z.array(channel).default([]),
});
export const playlistItemList = z.object({
  kind: z.literal('youtube#playlistItemListResponse'),
  etag: text.optional(),
  nextPageToken: text.optional(),
  items: z.array(playlistItem).max(50).default([]),
});
export const videoList = z.object({
  kind: z.literal('youtube#videoListResponse'),
  items: z.array(video).default([]),
});
const videoStatistics = z.object({ id: text, statistics: statistics.optional() });
export type StatisticsResource = z.output<typeof videoStatistics>;
export const statisticsList = z.object({
  kind: z.literal('youtube#videoListResponse'),
  items: z.array(videoStatistics).default([]),
});
export const batchStatisticsList = z.object({
  kind: z.literal('youtube#batchGetStatsResponse'),
  items: z.array(videoStatistics).default([]),
});

export const errorAnswer = z.object({
  error: z.object({
    details: z.array(z.object({ reason: z.string().optional() })).default([]),
    errors: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
});
