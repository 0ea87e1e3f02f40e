import { z } from 'zod';
import { defineJob } from '../../../platform/queue/index.js';

/** Finds out what the words of new and changed contents tell. */
export const analyzeContent = defineJob({
  name: 'analyze-content',
  lane: 'maintenance',
  schema: z.object({}),
  options: {
    attempts: 3,
    backoff: { baseMs: 1_000, maxMs: 60_000 },
    timeoutMs: 10 * 60_000,
    everyMs: 10_000,
  },
});
