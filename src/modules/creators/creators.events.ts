import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';

/** A channel was added to a creator. */
export const channelAdded = defineEvent({
  name: 'channel.added',
  schema: z.object({ channelId: z.string(), creatorId: z.string() }),
});
