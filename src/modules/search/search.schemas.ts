import { z } from 'zod';
import { cursorQuery, text } from '../../platform/http/index.js';
import { contentFilters, contentView } from '../contents/index.js';
import { creatorView } from '../creators/index.js';
import { SEARCH_KINDS } from './search.kinds.js';

const q = text(1, 200).meta({
  description:
    'Any part of names, titles and tags, in any order of words. Korean first consonants (`ㅇㅇㅇ`) and what was typed on the wrong keyboard layout (`dkdldb`) are understood.',
  examples: ['아이유'],
});

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

export const searchQuery = cursorQuery.extend({
  ...contentFilters,
  q,
  type: z
    .enum(SEARCH_KINDS)
    .optional()
    .meta({ description: 'What to search for; all of it together, if not given.' }),
  contentType: contentFilters.type,
  category: text(1, 50).optional().meta({ description: "A creator's category." }),
  dateFrom: instant.optional().meta({ description: 'Published then or later.' }),
  dateTo: instant.optional().meta({ description: 'Published then or earlier.' }),
});
export type SearchQuery = z.infer<typeof searchQuery>;

const limit = z.coerce.number().int().min(1).max(20).default(10).meta({ description: 'How many, 1 to 20.' });

export const suggestQuery = z.strictObject({ q, limit });
export type SuggestQuery = z.infer<typeof suggestQuery>;

export const trendingQuery = z.strictObject({ limit });
export type TrendingQuery = z.infer<typeof trendingQuery>;

const highlights = z.array(z.object({ start: z.int(), end: z.int() })).meta({
  description: 'Parts of the name or title that were looked for: `text.slice(start, end)` in JavaScript.',
});

export const searchHit = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('creators'), creator: creatorView, highlights }),
    z.object({ type: z.literal('contents'), content: contentView, highlights }),
  ])
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHit>;

export const searchMetadata = z.object({
  isComplete: z.boolean().meta({ description: 'False where there was no time to look at everything.' }),
});

export const suggestion = z
  .object({
    text: z.string().meta({ description: 'What to put into the box.' }),
    highlights,
    creator: z
      .object({ id: z.string(), name: z.string(), avatar: z.string().nullable() })
      .optional()
      .meta({ description: 'Whose name it is; without it, what many search for.' }),
  })
  .meta({ id: 'SearchSuggestion' });
export type Suggestion = z.infer<typeof suggestion>;

export const popularSearch = z.object({ query: z.string() }).meta({ id: 'PopularSearch' });
export type PopularSearchView = z.infer<typeof popularSearch>;
