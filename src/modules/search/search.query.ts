import type { Spelling } from './engine/search-engine.js';
import { initialsOf, isInitials, typedWords } from './text/typed-keys.js';

/** What was typed into the box, taken apart. */
export interface ParsedQuery {
  /** Each word with the ways in which it may have been meant, what was typed first. */
  words: readonly (readonly Spelling[])[];
  /** All of it in one word, in each way in which it may have been meant. */
  wholes: readonly Spelling[];
  /** The words as they are shown: what is found in another script only is found less surely. */
  literalWords: readonly string[];
}

/** What is typed behind the eighth word changes nothing. */
const MOST_WORDS = 8;
const INITIALS_WEIGHT = 0.85;

/** @returns a query without words where nothing was typed that could be searched for: signs, emoji */
export function parseQuery(text: string): ParsedQuery {
  const typed = typedWords(text).slice(0, MOST_WORDS);
  const initials = isInitials(text) ? initialsOf(text).slice(0, MOST_WORDS) : [];
  const words = typed.map((keys, index): Spelling[] => {
    const ofInitials = initials[index];
    const asTyped = { keys, weight: 1 };
    return ofInitials === undefined ? [asTyped] : [asTyped, { keys: ofInitials, weight: INITIALS_WEIGHT }];
  });
  const literalWords = text.split(/\s+/u).map(literalOf);
  const wholes = [{ keys: typed.join(''), weight: 1 }];
  if (initials.length > 0) wholes.push({ keys: initials.join(''), weight: INITIALS_WEIGHT });
  return { words, wholes, literalWords: literalWords.filter((word) => word !== '') };
}

/** Letters and digits alone, so that two texts can be compared whatever stands between them. */
export function literalOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
