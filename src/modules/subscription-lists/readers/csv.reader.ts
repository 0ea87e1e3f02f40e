import { readChannelName } from '../../creators/index.js';
import { csvRecords } from './csv-records.js';
import type { ListEntry } from './list-entry.js';

/** Takeout has three; nobody has the URL of a channel behind this many. */
const MOST_COLUMNS = 10;

/**
 * Google Takeout's `subscriptions.csv`: id, URL and title, below a header in the language of whoever exported it, which
 * says nothing to go by. Other tables are read, too, as long as a row has a URL or begins with what names a channel.
 */
export function* readCsv(text: string): Generator<ListEntry> {
  let isFirst = true;
  for (const { line, cells } of csvRecords(text)) {
    const [first = '', ...others] = cells.slice(0, MOST_COLUMNS).map((cell) => cell.trim());
    const given = isChannelId(first) ? first : ([first, ...others].find(isUrl) ?? first);
    if (given === '') continue;
    const isHeader = isFirst && !given.startsWith('@') && !isChannelId(given) && !isUrl(given);
    isFirst = false;
    if (isHeader) continue;
    const title = others.findLast((cell) => cell !== '' && cell !== given && !isUrl(cell));
    yield { line, given, title: title ?? null };
  }
}

function isChannelId(cell: string): boolean {
  return readChannelName(cell)?.externalId != null;
}

function isUrl(cell: string): boolean {
  return cell.includes('/') && readChannelName(cell) !== null;
}
