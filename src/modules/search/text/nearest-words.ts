import { editDistance } from './edit-distance.js';

/** A word shorter than this is a mistake of too many others. */
const SHORTEST = 4;
const MOST = 3;

/**
 * The words that were probably meant: at most one key wrong in a short word, two in a longer one; the nearest first,
 * then the most frequent.
 */
export function nearestWords(word: string, known: readonly { word: string; documents: number }[]): string[] {
  if (word.length < SHORTEST) return [];
  const most = word.length < 2 * SHORTEST ? 1 : 2;
  return known
    .map((other) => ({ ...other, distance: editDistance(word, other.word, most) }))
    .filter(({ distance }) => distance > 0 && distance <= most)
    .sort((a, b) => a.distance - b.distance || b.documents - a.documents)
    .slice(0, MOST)
    .map((other) => other.word);
}
