import type { z } from 'zod';
import { cursorQuery, timestamp } from '../../platform/http/index.js';
import { contentFilters } from '../contents/index.js';

export const feedQuery = cursorQuery.extend({
  ...contentFilters,
  since: timestamp.optional().meta({ description: 'Only what was published at or after this time.' }),
});

export type FeedQuery = z.infer<typeof feedQuery>;
