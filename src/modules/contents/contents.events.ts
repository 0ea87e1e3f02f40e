import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';
import { PLATFORMS } from '../creators/index.js';
import type { Step } from './contents.lifecycle.js';
import { CONTENT_TYPES } from './contents.vocabulary.js';

/** What every event of a content tells of it. */
const content = z.object({
  contentId: z.string(),
  creatorId: z.string(),
  channelId: z.string(),
  platform: z.enum(PLATFORMS),
  type: z.enum(CONTENT_TYPES),
  title: z.string(),
  thumbnail: z.string().nullable(),
  publishedAt: z.iso.datetime(),
  scheduledAt: z.iso.datetime().nullable(),
  /** It was so before MyPick began to watch the channel: to be stored and learned from, not announced. */
  isBacklog: z.boolean(),
});

/** Something can be watched or read that could not before. */
export const contentPublished = defineEvent({ name: 'content.published', schema: content });
/** A broadcast got a start time, or another one: then `previousScheduledAt` is the one that no longer holds. */
export const contentScheduled = defineEvent({
  name: 'content.scheduled',
  schema: content.extend({ previousScheduledAt: z.iso.datetime().nullable() }),
});
export const contentLive = defineEvent({ name: 'content.live', schema: content });
export const contentEnded = defineEvent({ name: 'content.ended', schema: content });
/** A broadcast did not begin when it was time: nobody waits for it any more. */
export const contentCancelled = defineEvent({ name: 'content.cancelled', schema: content });
/** It was taken down, and is shown to nobody any more. */
export const contentGone = defineEvent({ name: 'content.gone', schema: content });

export const STEP_EVENTS = {
  published: contentPublished,
  scheduled: contentScheduled,
  live: contentLive,
  ended: contentEnded,
  cancelled: contentCancelled,
  gone: contentGone,
} as const satisfies Record<Step, unknown>;

export type ContentEvent = z.infer<typeof content>;
