import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';

/** A channel was added to a creator. */
export const channelAdded = defineEvent({
  name: 'channel.added',
  schema: z.object({ channelId: z.string(), creatorId: z.string() }),
});

/** The owner of a channel that was there already has let us read it, for the first time or again. */
export const channelAuthorized = defineEvent({
  name: 'channel.authorized',
  schema: z.object({ channelId: z.string(), creatorId: z.string() }),
});
