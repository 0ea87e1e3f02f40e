import { z } from 'zod';
import { cursorQuery, id, text, timestamp } from '../../platform/http/index.js';
import { contentFilters } from './contents.schemas.js';

const MOST_CREATORS = 100;

export const SORTS = ['latest', 'popular', 'trending'] as const;
export type Sort = (typeof SORTS)[number];

const filters = {
  ...contentFilters,
  category: text(1, 100).optional(),
};

export const contentsQuery = cursorQuery.extend({
  ...filters,
  creators: z
    .string()
    .transform((list) => [...new Set(list.split(','))])
    .pipe(z.array(id).max(MOST_CREATORS))
    .optional()
    .meta({ description: 'Only of these: `1,2`.' }),
  sort: z.enum(SORTS).default('latest'),
  dateFrom: timestamp.optional().meta({ description: 'Published at or after this time.' }),
  dateTo: timestamp.optional().meta({ description: 'Published before this time.' }),
});

export const liveQuery = cursorQuery.extend(filters);

export const upcomingQuery = cursorQuery.extend({
  ...filters,
  days: z.coerce.number().int().min(1).max(90).default(14).meta({ description: 'Within so many days.' }),
});

export const relatedQuery = z.strictObject({ limit: cursorQuery.shape.limit });

export type ContentsQuery = z.infer<typeof contentsQuery>;
export type LiveQuery = z.infer<typeof liveQuery>;
export type UpcomingQuery = z.infer<typeof upcomingQuery>;
export type RelatedQuery = z.infer<typeof relatedQuery>;
