import type { ListEntry } from './list-entry.js';

/** A URL, handle or id on each line. Blank lines, and those that begin with `#`, say nothing. */
export function* readText(text: string): Generator<ListEntry> {
  let line = 0;
  for (const content of text.split(/\r\n|\n|\r/)) {
    line += 1;
    const given = content.trim();
    if (given !== '' && !given.startsWith('#')) yield { line, given, title: null };
  }
}
