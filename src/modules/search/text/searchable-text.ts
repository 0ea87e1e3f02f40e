import { initialsOf, typedWords } from './typed-keys.js';

/** What a document is found by. */
export interface SearchableFields {
  title: string;
  /** Whose it is, and other names. */
  byline: string;
  tags: readonly string[];
}

export const SECTIONS = ['title', 'byline', 'tags', 'initials', 'bylineInitials'] as const;
export type Section = (typeof SECTIONS)[number];

const LONGEST = { title: 200, byline: 100, tags: 160 };
/** The index that holds it takes rows of up to 2,704 bytes. */
const MOST_BYTES = 2_000;

/**
 * The text that is searched: a line for each section, in words as they are typed, with a space before and behind each word.
 * Names and titles stand there in one word, too, since where the spaces are in Korean is a matter of taste. First consonants
 * are letters of Hangul, which nothing else is.
 */
export function searchableText({ title, byline, tags }: SearchableFields): string {
  const shortTitle = cut(title, LONGEST.title);
  const shortByline = cut(byline, LONGEST.byline);
  const lines = [
    withWhole(typedWords(shortTitle)),
    withWhole(typedWords(shortByline)),
    typedWords(cut(tags.join(' '), LONGEST.tags)),
    withWhole(initialsOf(shortTitle)),
    withWhole(initialsOf(shortByline)),
  ];
  return cutBytes(lines.map((words) => ` ${words.join(' ')} `).join('\n'));
}

/** The words of a searchable text that a mistyped word may have been. */
export function vocabularyOf(keys: string): string[] {
  const [title = '', byline = ''] = keys.split('\n');
  const words = [title, byline].flatMap((line) =>
    withoutWhole(line.split(' ').filter((word) => word !== '')),
  );
  return [...new Set(words)].filter(
    (word) => word.length >= 3 && word.length <= 24 && !/^\p{N}+$/u.test(word),
  );
}

const withWhole = (words: readonly string[]): string[] =>
  words.length > 1 ? [...words, words.join('')] : [...words];

const withoutWhole = (words: readonly string[]): string[] => words.slice(0, words.length > 1 ? -1 : 1);

function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

function cutBytes(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= MOST_BYTES
    ? text
    : bytes
        .subarray(0, MOST_BYTES)
        .toString('utf8')
        .replace(/\ufffd+$/u, '');
}
