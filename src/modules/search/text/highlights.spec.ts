import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlightsOf } from './highlights.js';
import { typedWords } from './typed-keys.js';

const marked = (text: string, words: readonly string[]): string[] =>
  highlightsOf(text, words).map(({ start, end }) => text.slice(start, end));

it.each([
  ['아이유(IU) 좋은 날', ['dkdldb'], ['아이유']],
  ['아이유(IU) 좋은 날', ['whgdmsskf'], ['좋은 날']],
  ['아이유(IU) 좋은 날', ['dkdl', 'iu'], ['아이', 'IU']],
  ['아이유 아이유', ['dkdldb'], ['아이유', '아이유']],
  ['아이유 좋은날', ['ㅇㅇㅇ', 'ㅇㄴ'], ['아이유', '은날']],
  ['東京音楽祭', ['音音楽楽'], ['音楽']],
  ['각시', ['rkrt'], ['각시']],
  ['none', ['x'], []],
])('marks in %s by %j', (text, words, parts) => {
  expect(marked(text, words)).toEqual(parts);
});

it('marks parts of any text, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (text, start, length) => {
      const keys = typedWords(text).join('');
      const word = keys.slice(start % (keys.length + 1)).slice(0, length % 8);
      let last = -1;
      for (const range of highlightsOf(text, [word])) {
        expect(range.start).toBeGreaterThan(last);
        expect(range.end).toBeGreaterThan(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
        last = range.end;
      }
    }),
  );
});
