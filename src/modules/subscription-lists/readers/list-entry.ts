/** One channel of a list, as the list has it. */
export interface ListEntry {
  /** Where it stands, counted from 1: lines of a text, outlines or items of a document. */
  line: number;
  /** A URL, handle or id. */
  given: string;
  /** What the list calls the channel, for people. */
  title: string | null;
}

export const LIST_FORMATS = ['csv', 'opml', 'json', 'text'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];
