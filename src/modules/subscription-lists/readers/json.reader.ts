import { z } from 'zod';
import { ListUnreadable } from '../subscription-lists.errors.js';
import type { ListEntry } from './list-entry.js';

const text = z.string().trim().min(1);

const newPipe = z
  .object({ url: text, name: text.nullish() })
  .transform(({ url, name }) => ({ given: url, title: name ?? null }));
const freeTube = z
  .object({ id: text, name: text.nullish() })
  .transform(({ id, name }) => ({ given: id, title: name ?? null }));
/** Takeout of former years, in the shape of the Data API's `subscriptions.list`. */
const dataApi = z
  .object({ snippet: z.object({ title: text.nullish(), resourceId: z.object({ channelId: text }) }) })
  .transform(({ snippet }) => ({ given: snippet.resourceId.channelId, title: snippet.title ?? null }));
const item = z.union([dataApi, newPipe, freeTube, text.transform((given) => ({ given, title: null }))]);
const items = z.array(z.unknown());
const document = z.union([
  items,
  z.object({ subscriptions: items }).transform(({ subscriptions }) => subscriptions),
]);

/**
 * The exports of NewPipe and FreeTube, whose profiles stand one on a line, and Takeout's of former years.
 * @throws ListUnreadable for other JSON
 */
export function* readJson(content: string): Generator<ListEntry> {
  let line = 0;
  for (const value of documentsIn(content)) {
    // One by one: a long list of what is none is given up at the first.
    for (const one of parsed(document, value)) yield { line: (line += 1), ...parsed(item, one) };
  }
}

function documentsIn(content: string): unknown[] {
  try {
    return [JSON.parse(content)];
  } catch {
    return content
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map(parse);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ListUnreadable({ cause });
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new ListUnreadable({ cause: result.error });
  return result.data;
}
