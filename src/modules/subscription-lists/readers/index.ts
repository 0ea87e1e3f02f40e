import { readChannelName } from '../../creators/index.js';
import { ListEmpty, ListTooLong } from '../subscription-lists.errors.js';
import { readCsv } from './csv.reader.js';
import { readJson } from './json.reader.js';
import type { ListEntry, ListFormat } from './list-entry.js';
import { decodeList } from './list-text.js';
import { readOpml } from './opml.reader.js';
import { readText } from './text.reader.js';

export { LIST_FORMATS, type ListEntry, type ListFormat } from './list-entry.js';

const READERS: Record<ListFormat, (text: string) => Iterable<ListEntry>> = {
  csv: readCsv,
  opml: readOpml,
  json: readJson,
  text: readText,
};

/** No URL, handle or id is longer; what is shown of longer ones is their beginning. */
const LONGEST = 500;

export interface SubscriptionList {
  format: ListFormat;
  entries: ListEntry[];
}

/**
 * Reads a list of channels, in whatever format it is. A channel that it names twice is one entry, the first.
 * @param maxEntries repeats included: looking at them costs, too
 * @throws ListUnreadable, ListEmpty, ListTooLong
 */
export function readList(bytes: Uint8Array, maxEntries: number): SubscriptionList {
  const text = decodeList(bytes);
  const format = formatOf(text);
  const entries = new Map<string, ListEntry>();
  let read = 0;
  for (const { line, given, title } of READERS[format](text)) {
    if ((read += 1) > maxEntries) throw new ListTooLong();
    const key = keyOf(given);
    if (entries.has(key)) continue;
    entries.set(key, { line, given: shown(given), title: title === null ? null : shown(title) });
  }
  if (entries.size === 0) throw new ListEmpty();
  return { format, entries: [...entries.values()] };
}

function formatOf(text: string): ListFormat {
  const start = text.trimStart();
  if (start.startsWith('<')) return 'opml';
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  const [first = ''] = start.split(/[\r\n]/, 1);
  return /[,;\t]/.test(first) ? 'csv' : 'text';
}

function keyOf(given: string): string {
  const name = readChannelName(given);
  if (name === null) return given;
  const { platform, externalId, handle, reference } = name;
  return `${platform} ${externalId ?? (handle === null ? reference : `@${handle.toLowerCase()}`)}`;
}

/** As the database can keep it, and people can read it. */
function shown(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ');
}
