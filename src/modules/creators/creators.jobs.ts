import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Renews the tokens of accounts whose owners let us read them, long before they end. */
export const refreshChannelGrants = defineJob({
  name: 'refresh-channel-grants',
  lane: 'maintenance',
  schema: z.object({}),
  options: {
    attempts: 3,
    backoff: { baseMs: 1_000, maxMs: 60_000 },
    timeoutMs: 10 * 60_000,
    everyMs: 15 * 60_000,
  },
});
