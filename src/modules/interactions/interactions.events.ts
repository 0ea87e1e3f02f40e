import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';
import { PLATFORMS } from '../creators/index.js';
import { CONTENT_TYPES, type ContentFacts } from '../contents/index.js';

/** What every event between a fan and a content tells. */
const interaction = z.object({
  userId: z.string(),
  contentId: z.string(),
  creatorId: z.string(),
  platform: z.enum(PLATFORMS),
  type: z.enum(CONTENT_TYPES),
});

export type InteractionEvent = z.infer<typeof interaction>;

export const interactionEvent = (
  { userId }: { userId: string },
  { id: contentId, ...content }: ContentFacts,
): InteractionEvent => ({ userId, contentId, ...content });

const event = (name: string) => defineEvent({ name, schema: interaction });

/** Opened. Opening it again within half an hour is the same view. */
export const contentViewed = event('content.viewed');
/** Watched to the end, as far as anybody does. */
export const contentFinished = event('content.finished');
export const contentShared = event('content.shared');
export const contentLiked = event('content.liked');
export const contentUnliked = event('content.unliked');
export const contentBookmarked = event('content.bookmarked');
export const contentUnbookmarked = event('content.unbookmarked');
/** "Not for me." */
export const contentHidden = event('content.hidden');
export const contentUnhidden = event('content.unhidden');
