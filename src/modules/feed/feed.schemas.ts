import { z } from 'zod';
import { cursorQuery, id, text, timestamp } from '../../platform/http/index.js';
import { contentFilters, contentView } from '../contents/index.js';
import { PLATFORMS } from '../creators/index.js';
import { KINDS } from './heads/traits.js';

const MOST_CREATORS = 100;
const MOST_WORDS = 100;

const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] });

/** `a,b` in a query: several of these, each once. */
const several = <T extends z.ZodType<string, string>>(item: T, most: number) =>
  z
    .string()
    .transform((list) => [...new Set(list.split(','))])
    .pipe(z.array(item).min(1).max(most));

const kinds = several(z.enum(KINDS), KINDS.length);

export const feedFilters = {
  ...contentFilters,
  creators: several(id, MOST_CREATORS)
    .optional()
    .meta({ description: 'Only these of the creators you follow: `1,2`.' }),
  category: text(1, 100).optional(),
  only: kinds.optional().meta({ description: 'Only these kinds: `short,live,upcoming`.' }),
  hide: kinds
    .optional()
    .meta({ description: 'Not these kinds; those of your settings where it is left out.' }),
  hideWatched: flag.optional().meta({
    description: 'Nothing that you have watched to its end; as in your settings where it is left out.',
  }),
};

export const feedQuery = cursorQuery.extend({
  ...feedFilters,
  since: timestamp.optional().meta({ description: 'Only what was published at or after this time.' }),
});

export const newCountQuery = z.strictObject({
  ...feedFilters,
  since: timestamp.optional().meta({
    description: 'When the newest that you have was published; how far you have read where it is left out.',
  }),
});

export const feedSettingsBody = z.strictObject({
  mutedWords: z
    .array(text(1, 100))
    .max(MOST_WORDS)
    .optional()
    .meta({ description: 'Nothing whose title or description has one of these in it.' }),
  hide: z.array(z.enum(KINDS)).max(KINDS.length).optional(),
  hideWatched: z.boolean().optional(),
});

export const feedSettingsView = z.object({
  mutedWords: z.array(z.string()),
  hide: z.array(z.enum(KINDS)),
  hideWatched: z.boolean(),
});

export const positionBody = z
  .strictObject({
    contentId: id.optional(),
    cursor: cursorQuery.shape.cursor.meta({ description: '`nextCursor` of a page: its last item.' }),
  })
  .refine(({ contentId, cursor }) => (contentId === undefined) !== (cursor === undefined), {
    message: 'either contentId or cursor',
  });

export const positionView = z
  .object({ contentId: z.string(), publishedAt: timestamp, setAt: timestamp })
  .meta({ id: 'FeedPosition' });

export const newCountView = z.object({
  count: z.int().meta({ description: 'At most 99.' }),
  isMore: z.boolean().meta({ description: 'There are more: show `99+`.' }),
});

export const alsoOn = z.object({ platform: z.enum(PLATFORMS), url: z.string(), id: z.string() });

export const feedItemView = contentView
  .extend({ alsoOn: z.array(alsoOn).optional().meta({ description: 'The same announcement elsewhere.' }) })
  .meta({ id: 'FeedItem' });

export const feedMetadata = z.object({
  hidden: z
    .record(z.string(), z.int())
    .meta({ description: 'How many were left out on this page, by reason: `short`, `muted`, `watched` …' }),
  position: positionView
    .nullable()
    .meta({ description: 'How far up you have read, on any device; null before the first time.' }),
  caughtUpAt: z.string().nullable().meta({
    description: 'The first item on this page that you had seen already; null where there is none.',
  }),
});

export type FeedQuery = z.infer<typeof feedQuery>;
export type NewCountQuery = z.infer<typeof newCountQuery>;
export type FeedSettingsBody = z.infer<typeof feedSettingsBody>;
export type FeedSettings = z.infer<typeof feedSettingsView>;
export type PositionBody = z.infer<typeof positionBody>;
export type PositionView = z.infer<typeof positionView>;
export type NewCount = z.infer<typeof newCountView>;
export type FeedMetadata = z.infer<typeof feedMetadata>;
