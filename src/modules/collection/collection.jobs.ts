import { z } from 'zod';
import { PLATFORMS } from '../../connectors/index.js';
import { defineJob } from '../../platform/queue/index.js';
import { LOOK_KINDS } from './look-times.js';

const ONCE = { attempts: 1, backoff: { baseMs: 0, maxMs: 0 } };
const PATIENTLY = { attempts: 5, backoff: { baseMs: 1_000, maxMs: 60_000 } };

/** Finds the channels, contents and pushes that are due, and queues the jobs below. */
export const planCollection = defineJob({
  name: 'plan-collection',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...ONCE, timeoutMs: 30_000, everyMs: 1_000 },
});

/** Looks at all channels of a creator: one that fails never stops another. */
export const syncCreatorContent = defineJob({
  name: 'sync-creator-content',
  lane: 'collection',
  schema: z.object({ creatorId: z.string() }),
  options: { ...PATIENTLY, timeoutMs: 60_000 },
});

/** Looks at one channel and stores what is new. Looking twice is harmless, so a retry costs only the platform's quota. */
export const syncChannelVideos = defineJob({
  name: 'sync-channel-videos',
  lane: 'collection',
  schema: z.object({ channelId: z.string() }),
  options: { ...PATIENTLY, timeoutMs: 10 * 60_000 },
});

const lookUp = z.object({
  platform: z.enum(PLATFORMS),
  kind: z.enum(LOOK_KINDS),
  contentIds: z.array(z.string()),
});
export type LookUp = z.infer<typeof lookUp>;

/** Looks at contents about which people wait for news: what was just announced, what is about to start, what is live. */
export const processStreamingData = defineJob({
  name: 'process-streaming-data',
  lane: 'collection',
  schema: lookUp,
  options: { ...PATIENTLY, timeoutMs: 2 * 60_000 },
});

/** Looks at contents that were last seen long ago. */
export const refreshStats = defineJob({
  name: 'refresh-stats',
  lane: 'maintenance',
  schema: lookUp,
  options: { ...PATIENTLY, timeoutMs: 2 * 60_000 },
});

/** Asks a platform for the pushes of a channel. */
export const requestPush = defineJob({
  name: 'request-push',
  lane: 'collection',
  schema: z.object({ channelId: z.string() }),
  options: { ...PATIENTLY, timeoutMs: 60_000 },
});

/** Refreshes what channels say of themselves, and their followers, once a day. */
export const refreshChannels = defineJob({
  name: 'refresh-channels',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...PATIENTLY, timeoutMs: 10 * 60_000, everyMs: 3_600_000 },
});

/** Forgets what may not, or need not, be kept longer, and plans what could not be planned when it came. */
export const cleanUpCollection = defineJob({
  name: 'clean-up-collection',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...PATIENTLY, timeoutMs: 10 * 60_000, everyMs: 3_600_000 },
});
