/**
 * The word itself and all that is left of it without any one key, as numbers. Two words have a number in common wherever
 * one key was missed, added, mistaken or swapped with the next one, so that mistyped words are found by looking up a few
 * numbers (symmetric deletes, Wolf Garbe's SymSpell). Words that share one by chance have to be told apart.
 */
export function variantsOf(word: string): number[] {
  const shorter = Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));
  return [...new Set([word, ...shorter].map(hash))];
}

/** FNV-1a over UTF-16 units, as PostgreSQL's integer. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
