import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.js';
import { nearestWords } from './nearest-words.js';
import { searchableText, vocabularyOf } from './searchable-text.js';
import { variantsOf } from './variants.js';

const word = fc.stringMatching(/^[a-d]{1,8}$/);

describe('the distance of two words', () => {
  it.each([
    ['giant', 'giant', 0],
    ['giant', 'gaint', 1],
    ['giant', 'gient', 1],
    ['giant', 'gant', 1],
    ['giant', 'giants', 1],
    ['giant', 'gent', 2],
    ['giant', 'planet', 3],
  ])('%s and %s', (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
  });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, other, 3)).toBe(editDistance(other, one, 3));
      }),
    );
  });
});

it('has two words share a variant wherever they are one key apart', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      if (editDistance(one, other, 1) > 1) return;
      const variants = new Set(variantsOf(one));
      expect(variantsOf(other).some((variant) => variants.has(variant))).toBe(true);
    }),
  );
});

it('takes the most frequent of the words that are one key away', () => {
  const known = [
    { word: 'news', documents: 5 },
    { word: 'new', documents: 9 },
    { word: 'newest', documents: 99 },
    { word: 'nwe', documents: 1 },
  ];
  expect(nearestWords('new', known)).toEqual(['news', 'nwe']);
  expect(nearestWords('ne', known)).toEqual([]);
});

describe('the text that is searched', () => {
  it('has a line for each of its parts', () => {
    expect(searchableText({ title: '좋은 날', byline: 'IU', tags: ['K-pop'] })).toBe(
      ' whgdms skf whgdmsskf \n iu \n k pop \n ㅈㅇ ㄴ ㅈㅇㄴ \n  ',
    );
  });

  it('never outgrows its index, whatever is written', () => {
    const long = { title: '漢'.repeat(5_000), byline: '가'.repeat(5_000), tags: Array(100).fill('𠮷野家') };
    expect(Buffer.byteLength(searchableText(long))).toBeLessThanOrEqual(2_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
        const text = searchableText({ title, byline: '', tags: [] });
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[%_\\]/);
      }),
    );
  });

  it('has the words that one may have meant', () => {
    expect(
      vocabularyOf(searchableText({ title: '좋은 날 2024 IU', byline: '아이유', tags: ['발라드'] })),
    ).toEqual(['whgdms', 'skf', 'dkdldb']);
  });
});
