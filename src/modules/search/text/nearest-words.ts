import { editDistance } from './edit-distance.js';

/** A word shorter than this is a mistake of too many others. */
const SHORTEST = 3;
const MOST = 3;

/** The words that were probably meant: those in which one key is another, the most frequent first. */
export function nearestWords(word: string, known: readonly { word: string; documents: number }[]): string[] {
  if (word.length < SHORTEST) return [];
  return known
    .filter((other) => editDistance(word, other.word, 1) === 1)
    .sort((a, b) => b.documents - a.documents)
    .slice(0, MOST)
    .map((other) => other.word);
}
