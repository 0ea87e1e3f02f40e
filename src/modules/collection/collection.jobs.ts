import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Finds the channels that are due and queues one `collect-channel` for each. */
export const planCollection = defineJob({
  name: 'plan-collection',
  lane: 'maintenance',
  schema: z.object({}),
  options: { attempts: 1, backoff: { baseMs: 0, maxMs: 0 }, timeoutMs: 30_000, everyMs: 1_000 },
});

/** Looks at one channel and stores what is new. Looking twice is harmless, so a retry costs only the platform's quota. */
export const collectChannel = defineJob({
  name: 'collect-channel',
  lane: 'collection',
  schema: z.object({ channelId: z.string() }),
  options: { attempts: 5, backoff: { baseMs: 1_000, maxMs: 60_000 }, timeoutMs: 10 * 60_000 },
});
