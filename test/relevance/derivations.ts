import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul';

/** How somebody came to type what they typed, who had these words in mind. */
export const DERIVATIONS = {
  /** As they stand there. */
  words: (words) => words.join(' '),
  reversed: (words) => words.toReversed().join(' '),
  /** Without the spaces between. */
  squeezed: (words) => words.join(''),
  /** The last one not to its end. */
  beginning: (words) => dropLast(words.join(' '), 1),
  /** The last syllable with its first letter only. */
  jamo: (words) => {
    const text = words.join(' ');
    return dropLast(text, 1) + disassemble(text.at(-1) ?? '').charAt(0);
  },
  initials: (words) => getChoseong(words.join(' ')),
  /** Korean, on the English layout. */
  englishLayout: (words) => convertHangulToQwerty(words.join(' ')),
  /** English, on the Korean layout. */
  koreanLayout: (words) => convertQwertyToHangul(words.join(' ').toLowerCase()),
  /** The second letter is another one. */
  slip: (words) => mistyped(words.join(' '), 1),
  /** Two letters have changed places. */
  swap: (words) => {
    const [first = '', second = '', ...rest] = Array.from(words.join(' ').slice(1));
    return words.join(' ').charAt(0) + second + first + rest.join('');
  },
  /** Half of them in capitals. */
  loud: (words) => words.join(' ').toUpperCase(),
} as const satisfies Record<string, (words: readonly string[]) => string>;

export type Derivation = keyof typeof DERIVATIONS;

const dropLast = (text: string, count: number): string => text.slice(0, text.length - count);

/** In Hangul the vowel of the syllable beside it on the keyboard, elsewhere the next letter. */
function mistyped(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const isSyllable = code >= 0xac00 && code <= 0xd7a3;
  const other = isSyllable ? code + 28 * ((code - 0xac00) % 588 < 560 ? 1 : -1) : code + 1;
  return text.slice(0, at) + String.fromCharCode(other) + text.slice(at + 1);
}
