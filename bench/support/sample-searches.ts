import { convertHangulToQwerty, disassemble, getChoseong } from 'es-hangul';
import type { Random } from '../../test/simulation/random.js';
import type { KoreanTitles } from './korean-titles.js';
import type { KoreanCatalogue } from './seed-korean.js';

export interface SampleSearch {
  /** What is special about it. */
  kind: string;
  text: string;
}

/** What fans type: each kind as often as any other, rare and frequent words alike. */
export function sampleSearches(
  random: Random,
  titles: KoreanTitles,
  { names, titles: sample }: KoreanCatalogue,
  count: number,
): { whole: SampleSearch[]; typing: SampleSearch[] } {
  const words = (): string[] => random.pick(sample).split(' ');
  const kinds: Record<string, () => string> = {
    'a name': () => random.pick(names),
    'a word': () => titles.word(),
    'two words of a title': () => words().slice(0, 2).join(' '),
    'without the space between': () => words().slice(0, 2).join(''),
    'one syllable': () => titles.word().slice(0, 1),
    'first consonants': () => getChoseong(random.pick(names)),
    'the wrong keyboard layout': () => convertHangulToQwerty(random.pick(names)),
    'a slip of a key': () => mistyped(random, random.pick(names)),
    'what nobody has': () => titles.name().split('').reverse().join(''),
  };
  const whole = Object.entries(kinds).flatMap(([kind, text]) =>
    Array.from({ length: Math.ceil(count / Object.keys(kinds).length) }, () => ({ kind, text: text() })),
  );
  const typing = Array.from({ length: count }, () => beginning(random, random.pick(names)));
  return { whole, typing };
}

/** A name as far as it is typed, the last syllable in parts. */
function beginning(random: Random, name: string): SampleSearch {
  const length = random.integer(1, Math.min(4, name.length));
  const last = disassemble(name.charAt(length - 1));
  const isHalf = random.next() < 0.5;
  const text = name.slice(0, length - 1) + (isHalf ? last.charAt(0) : name.charAt(length - 1));
  return { kind: `${length} typed`, text };
}

function mistyped(random: Random, name: string): string {
  const at = random.integer(0, Math.min(2, name.length - 1));
  return name.slice(0, at) + String.fromCodePoint((name.codePointAt(at) ?? 0) + 1) + name.slice(at + 1);
}
