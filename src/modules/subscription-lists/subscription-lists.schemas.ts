import { z } from 'zod';
import { id, timestamp } from '../../platform/http/index.js';
import { LIST_FORMATS } from './readers/index.js';
import { IMPORT_STATES, type ImportRow } from './subscription-lists.tables.js';

/** Failures that are shown one by one; `failedCount` counts them all. */
export const FAILURES_SHOWN = 100;

export const importPath = z.strictObject({ id });

const failure = z.object({
  line: z.int().meta({ description: 'Where the list names it, from 1.' }),
  given: z.string(),
  title: z.string().optional(),
  code: z.string(),
});

export const importView = z
  .object({
    id: z.string(),
    format: z.enum(LIST_FORMATS),
    state: z.enum(IMPORT_STATES).meta({
      description: '`running` works through the list, `collecting` waits for the channels that were added.',
    }),
    total: z.int().meta({ description: 'Channels on the list, each once.' }),
    done: z.int(),
    followed: z.int().meta({ description: 'You follow these now; `added` ones included.' }),
    added: z.int().meta({ description: 'Nobody had added these before.' }),
    collected: z.int().meta({ description: 'Of those added: looked at for the first time.' }),
    failedCount: z.int(),
    failed: z.array(failure).meta({ description: `The first ${FAILURES_SHOWN}.` }),
    createdAt: timestamp,
  })
  .meta({ id: 'SubscriptionImport' });

export type ImportView = z.infer<typeof importView>;
export type Failure = z.infer<typeof failure>;

/** What is counted of an import's entries. */
export type ImportCounts = Pick<ImportView, 'total' | 'done' | 'followed' | 'added' | 'failedCount'>;

export function presentImport(
  { id: importId, format, state, createdAt }: ImportRow,
  counts: ImportCounts,
  collected: number,
  failed: readonly Failure[],
): ImportView {
  return {
    ...{ id: importId, format, state, ...counts, collected },
    failed: [...failed],
    createdAt: createdAt.toISOString(),
  };
}
