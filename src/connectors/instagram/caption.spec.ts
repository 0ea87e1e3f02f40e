import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashtagsOf, titleOf } from './caption.js';

const length = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

describe('the title of a caption', () => {
  it.each([
    ['', ''],
    [' \n\n ', ''],
    ['\n  첫 줄 🎤 \n둘째 줄', '첫 줄 🎤'],
    ['x'.repeat(140), 'x'.repeat(140)],
    ['x'.repeat(200), `${'x'.repeat(139)}…`],
    ['word '.repeat(40), `${'word '.repeat(27)}word…`],
    ['👨‍👩‍👧'.repeat(141), `${'👨‍👩‍👧'.repeat(139)}…`],
  ])('case %#', (caption, title) => {
    expect(titleOf(caption)).toBe(title);
  });

  it('is never long, never broken, and begins as its line does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (caption) => {
        const title = titleOf(caption);
        expect(length(title)).toBeLessThanOrEqual(140);
        expect(title.isWellFormed()).toBe(true);
        expect(caption).toContain(title.replace(/…$/, ''));
      }),
    );
  });
});

it('hashtags are told each once, of any script', () => {
  expect(hashtagsOf('#아이유 그리고 #IU, #iu #love_poem! #밤편지#꽃 # 없음')).toEqual([
    '아이유',
    'IU',
    'love_poem',
    '밤편지',
    '꽃',
  ]);
});
