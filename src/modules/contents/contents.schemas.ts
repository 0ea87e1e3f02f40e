import { z } from 'zod';
import { cursorQuery, id, text, timestamp } from '../../platform/http/index.js';
import { type CreatorSummary, PLATFORMS } from '../creators/index.js';
import { CONTENT_TYPES, isBroadcast, LIVE_STATUSES, VIDEO_TYPES } from './contents.vocabulary.js';
import type { ContentRow } from './contents.tables.js';

export const contentId = z.strictObject({ id });

/** Filters that every list of contents takes. */
export const contentFilters = {
  platform: z.enum(PLATFORMS).optional(),
  type: z.enum(CONTENT_TYPES).optional(),
};

export const creatorContentsQuery = cursorQuery.extend(contentFilters);
export type CreatorContentsQuery = z.infer<typeof creatorContentsQuery>;

export const creatorVideosQuery = cursorQuery.extend({
  ...contentFilters,
  type: z.enum(VIDEO_TYPES).optional(),
});
export type CreatorVideosQuery = z.infer<typeof creatorVideosQuery>;

export const takedown = z.strictObject({
  reason: text(1, 500).optional().meta({ description: 'For other admins.' }),
});
export type Takedown = z.infer<typeof takedown>;

export const userInteraction = z.object({
  isLiked: z.boolean(),
  isBookmarked: z.boolean(),
  isHidden: z.boolean(),
  watchedAt: timestamp.nullable(),
  progress: z
    .object({ positionSeconds: z.int(), durationSeconds: z.int() })
    .nullable()
    .meta({ description: 'Where to go on.' }),
});
export type UserInteraction = z.infer<typeof userInteraction>;

const FOUND = 'Found in the text, a moment after it came; where one content is asked for.';

export const contentView = z
  .object({
    id: z.string(),
    type: z.enum(CONTENT_TYPES),
    platform: z.enum(PLATFORMS),
    externalId: z.string(),
    title: z.string(),
    description: z.string(),
    thumbnail: z.string().nullable(),
    url: z.string(),
    duration: z.int().optional().meta({ description: 'In seconds.' }),
    publishedAt: timestamp,
    scheduledAt: timestamp.optional(),
    liveStatus: z.enum(LIVE_STATUSES).optional(),
    viewers: z.int().optional().meta({ description: 'Watching right now, while it is live.' }),
    creator: z.object({ id: z.string(), name: z.string(), avatar: z.string().nullable() }),
    statistics: z
      .object({
        views: z.int().nullable(),
        likes: z.int().nullable(),
        comments: z.int().nullable(),
        shares: z.int().nullable(),
      })
      .meta({ description: 'As the platform shows them; null where it does not.' }),
    media: z
      .array(
        z.object({
          type: z.enum(['image', 'video', 'animation']),
          url: z.string().nullable(),
          previewUrl: z.string().nullable(),
          width: z.int().nullable(),
          height: z.int().nullable(),
          durationSeconds: z.number().nullable(),
          alternativeText: z.string().nullable(),
          expiresAt: timestamp.nullable(),
        }),
      )
      .optional()
      .meta({ description: 'Pictures and films of a post or album, in its order.' }),
    quoted: z
      .object({ externalId: z.string(), url: z.string(), text: z.string().nullable() })
      .optional()
      .meta({ description: 'What a post quotes.' }),
    withheldIn: z.array(z.string()).optional().meta({
      description: 'Countries (ISO 3166-1 alpha-2) in which the platform does not show it; XX is everywhere.',
    }),
    userInteraction: userInteraction.optional().meta({ description: 'What you have done with it.' }),
    metadata: z.object({
      tags: z.array(z.string()),
      category: z.string().nullable(),
      language: z.string().nullable().meta({ description: 'As the platform says it.' }),
      detectedLanguage: z.string().nullable().optional().meta({ description: FOUND }),
      hashtags: z.array(z.string()).optional().meta({ description: FOUND }),
      mentions: z.array(z.string()).optional().meta({ description: FOUND }),
    }),
  })
  .meta({ id: 'Content' });

export type ContentView = z.infer<typeof contentView>;

export function presentContent(row: ContentRow, creator: CreatorSummary | undefined): ContentView {
  return {
    id: row.id,
    type: row.type,
    platform: row.platform,
    externalId: row.externalId,
    title: row.title,
    description: row.description,
    thumbnail: row.thumbnail,
    url: row.url,
    ...(row.durationSeconds === null ? {} : { duration: row.durationSeconds }),
    publishedAt: row.publishedAt.toISOString(),
    ...(row.scheduledAt === null ? {} : { scheduledAt: row.scheduledAt.toISOString() }),
    ...(isBroadcast(row.state) ? { liveStatus: row.state } : {}),
    ...(row.viewers === null ? {} : { viewers: row.viewers }),
    creator: creator ?? { id: row.creatorId, name: '', avatar: null },
    statistics: { views: row.views, likes: row.likes, comments: row.comments, shares: row.shares },
    ...(row.media.length === 0 ? {} : { media: row.media }),
    ...(row.quoted === null ? {} : { quoted: row.quoted }),
    ...(row.withheldIn.length === 0 ? {} : { withheldIn: row.withheldIn }),
    metadata: { tags: row.tags, category: row.category, language: row.language },
  };
}
