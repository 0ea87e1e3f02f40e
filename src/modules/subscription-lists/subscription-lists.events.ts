import { z } from 'zod';
import { defineEvent } from '../../platform/events/index.js';

/** A fan brought a list, and it is stored. */
export const importRequested = defineEvent({
  name: 'subscription-import.requested',
  schema: z.object({ importId: z.string() }),
});
