import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';
import { PLATFORMS } from '../creators/index.js';
import { CONTENT_TYPES, LIVE_STATUSES } from './contents.vocabulary.js';

/** A creator's content was stored for the first time. */
export const contentPublished = defineEvent({
  name: 'content.published',
  schema: z.object({
    contentId: z.string(),
    creatorId: z.string(),
    channelId: z.string(),
    platform: z.enum(PLATFORMS),
    type: z.enum(CONTENT_TYPES),
    liveStatus: z.enum(LIVE_STATUSES).nullable(),
    title: z.string(),
    thumbnail: z.string().nullable(),
    publishedAt: z.iso.datetime(),
    /** Published before MyPick began to watch the channel: to be stored and learned from, not announced. */
    isBacklog: z.boolean(),
  }),
});

export type ContentPublished = z.infer<(typeof contentPublished)['schema']>;
