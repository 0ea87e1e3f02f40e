import { describe, expect, it } from 'vitest';
import { romajiOf } from './kana.js';
import { initialsOf, isInitials, strokesOf, typedWords } from './typed-keys.js';

describe('the keys of a text', () => {
  it.each([
    ['아이유', 'dkdldb'],
    ['아잉', 'dkdld'],
    ['dkdldb', 'dkdldb'],
    ['ㅜㄷㅈㅓㄷ무ㄴ', 'newjeans'],
    ['NewJeans', 'newjeans'],
    ['값과 꽃', 'rkqtrhk Rhc'.toLowerCase()],
    ['아이유'.normalize('NFD'), 'dkdldb'],
    ['Beyoncé', 'beyonce'],
    ['ＢＴＳ', 'bts'],
    ['さくら', 'sakura'],
    ['サクラ', 'sakura'],
    ['ﾊﾛｰ', 'haro'],
    ['キャッツ', 'kyattsu'],
    ['東京', '東東京京'],
    ['IZ*ONE (2018)', 'iz one 2018'],
    ["don't 🎉 stop", 'don t stop'],
    ['\ud800', ''],
    ['', ''],
  ])('%s', (text, keys) => {
    expect(typedWords(text).join(' ')).toBe(keys);
  });

  it('know where they stand in the text', () => {
    const text = '🎉 각シャ b́';
    const strokes = strokesOf(text).filter(({ keys }) => keys !== ' ');
    expect(strokes.map(({ keys, start, end }) => [keys, text.slice(start, end)])).toEqual([
      ['rkr', '각'],
      ['sha', 'シャ'],
      ['b', 'b́'],
    ]);
  });
});

it.each([
  ['きょ', 'kyo'],
  ['ちゃ', 'cha'],
  ['じゅ', 'ju'],
  ['ファ', 'fa'],
  ['っと', 'tto'],
  ['ー', ''],
  ['ん', 'n'],
])('%s is typed %s', (kana, romaji) => {
  expect(romajiOf(kana)).toBe(romaji);
});

describe('first consonants', () => {
  it('are those of each word', () => {
    expect(initialsOf('아이유 좋은날 IU')).toEqual(['ㅇㅇㅇ', 'ㅈㅇㄴ']);
    expect(initialsOf('꽃 ㅃㅃ')).toEqual(['ㄱ', 'ㅂㅂ']);
  });

  it('are told from other text', () => {
    expect(['ㅇㅇㅇ', 'ㅇㅇ ㅈ', ' ㄲ '].map(isInitials)).toEqual([true, true, true]);
    expect(['', ' ', '아ㅇ', 'ㅏㅏ', 'ㅇa', '아이유'].map(isInitials)).toEqual(Array(6).fill(false));
  });
});
