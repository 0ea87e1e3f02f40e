import { z } from 'zod';

/* What the demo reads of the API's answers; docs/api/openapi.json has the whole. */

export const signedInAnswer = z.object({ tokens: z.object({ accessToken: z.string() }) });

export const creatorAnswer = z.object({
  id: z.string(),
  contentCount: z.number(),
  channels: z.array(
    z.object({
      externalId: z.string(),
      lastSyncAt: z.coerce.date().nullable(),
    }),
  ),
});
export type CreatorAnswer = z.output<typeof creatorAnswer>;

export const contentAnswer = z.object({
  id: z.string(),
  externalId: z.string(),
  title: z.string(),
  liveStatus: z.enum(['upcoming', 'live', 'ended']).optional(),
});
export type ContentAnswer = z.output<typeof contentAnswer>;

/** What arrives as `new-notification` on the socket. */
export const notificationMessage = z.object({ data: z.object({ contentId: z.string() }) });
