import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

const ONCE = { attempts: 1, backoff: { baseMs: 0, maxMs: 0 } };

/** Makes what has changed findable. */
export const updateSearch = defineJob({
  name: 'update-search',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...ONCE, timeoutMs: 10 * 60_000, everyMs: 1_000 },
});

/** Counts what many fans search for, and forgets what was searched for long ago. */
export const countSearches = defineJob({
  name: 'count-searches',
  lane: 'maintenance',
  schema: z.object({}),
  options: { ...ONCE, timeoutMs: 60_000, everyMs: 60_000 },
});
