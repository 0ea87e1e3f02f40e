import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

const PATIENTLY = { attempts: 5, backoff: { baseMs: 2_000, maxMs: 60_000 } };

/** Works through the entries of a list that are not done yet. */
export const importSubscriptions = defineJob({
  name: 'import-subscriptions',
  lane: 'collection',
  schema: z.object({ importId: z.string() }),
  options: { ...PATIENTLY, timeoutMs: 10 * 60_000 },
});

/** Looks how far collecting the channels that a list added has got, and again a moment later until it is over. */
export const watchImport = defineJob({
  name: 'watch-import',
  lane: 'collection',
  schema: z.object({
    importId: z.string(),
    /** How many were collected when the fan was last told. */
    told: z.int().optional(),
  }),
  options: { ...PATIENTLY, timeoutMs: 30_000 },
});

/** Takes up imports that stand still, and forgets those of former times. */
export const tendImports = defineJob({
  name: 'tend-imports',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...PATIENTLY, timeoutMs: 60_000, everyMs: 10 * 60_000 },
});
