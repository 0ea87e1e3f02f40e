import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Adds what fans have done with contents to the counts of these. */
export const settleCounts = defineJob({
  name: 'settle-content-counts',
  lane: 'maintenance',
  schema: z.object({}),
  options: { attempts: 1, backoff: { baseMs: 0, maxMs: 0 }, timeoutMs: 60_000, everyMs: 5_000 },
});
