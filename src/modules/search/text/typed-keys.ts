import { convertHangulToQwerty, getChoseong } from 'es-hangul';
import { romajiOf } from './kana.js';

/** A part of a text that is typed as one: a syllable, a letter. */
export interface Stroke {
  /** The keys that it takes on a QWERTY keyboard, in small letters; a space where it is no letter or digit. */
  keys: string;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** Decomposed Hangul, a Japanese syllable with its small characters, or any one character with its accents. */
const PARTS = /[\u1100-\u11ff]+|[っッ]?[ぁ-ゔァ-ヴ][ぁぃぅぇぉゃゅょァィゥェォャュョ]?ー?|.\p{M}*/gsu;

const known = new Map<string, string>();
/** All of Hangul and kana, and the Chinese characters in use. */
const MOST_KNOWN = 30_000;

/**
 * How a text is typed, part by part. Texts are compared by keys, so a text that was typed on the wrong keyboard layout
 * (`dkdldb` for 아이유, `ㅜㄷㅈㅓㄷ무ㄴ` for newjeans) or is not yet typed to its end (아잉) needs no rule of its own.
 */
export function strokesOf(text: string): Stroke[] {
  return [...text.matchAll(PARTS)].map(({ 0: part, index }) => ({
    keys: keysOfPart(part),
    start: index,
    end: index + part.length,
  }));
}

/** The words of a text, as they are typed. */
export function typedWords(text: string): string[] {
  const keys = strokesOf(text)
    .map((stroke) => stroke.keys)
    .join('');
  return keys.split(' ').filter((word) => word !== '');
}

/** The first consonants of a text's Hangul, word by word: `ㅇㅇ` for 아이. Doubled ones are single: few type them so. */
export function initialsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/[^가-힣ㄱ-ㅎ]+/u)
    .filter((word) => word !== '')
    .map((word) => getChoseong(word).replace(/[ㄲㄸㅃㅆㅉ]/gu, (doubled) => SINGLE[doubled] ?? doubled));
}

const SINGLE: Record<string, string> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' };

/** Whether somebody typed nothing but first consonants. */
export function isInitials(text: string): boolean {
  return /^[ㄱ-ㅎ\s]*[ㄱ-ㅎ][ㄱ-ㅎ\s]*$/u.test(text.normalize('NFC'));
}

function keysOfPart(part: string): string {
  const found = known.get(part);
  if (found !== undefined) return found;
  const keys = computeKeys(part.normalize('NFC'));
  if (known.size < MOST_KNOWN) known.set(part, keys);
  return keys;
}

function computeKeys(part: string): string {
  if (/^[가-힣ㄱ-ㅣ]+$/u.test(part)) return convertHangulToQwerty(part).toLowerCase();
  const plain = part.normalize('NFKC');
  if (/^[ぁ-ゔァ-ヴー]/u.test(plain)) return romajiOf(plain);
  // The index knows three characters and up, and two of these are a word: each counts twice.
  if (/^\p{Script=Han}$/u.test(plain)) return plain + plain;
  const letters = plain
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' ? ' ' : letters;
}
