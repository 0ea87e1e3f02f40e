import { describe, expect, it } from 'vitest';
import { cut, fit, widthOf } from './text-width.js';

describe('widthOf', () => {
  it.each([
    ['', 0],
    ['Latin & “quotes”', 16],
    ['‘봄비’ Official MV', 18],
    ['日高 香織', 9],
    ['【生配信】', 10],
    ['レコーディング', 14],
    ['ﾊﾝｶｸ', 4],
    ['🎤', 2],
    ['👩‍🚀', 2],
    ['é', 1],
  ])('%s takes %i columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });
});

describe('fit', () => {
  it('fills up with spaces, whatever the script', () => {
    expect(fit('지운네 부엌', 14)).toBe('지운네 부엌   ');
    expect(fit('Ask Vera', 14)).toBe('Ask Vera      ');
  });

  it('makes every text exactly as wide as it is told, also where half a character would be cut', () => {
    for (const text of ['夜明け前の透明な傘', 'half past never', 'a夜b明c'])
      for (let columns = 1; columns < 20; columns++) expect(widthOf(fit(text, columns))).toBe(columns);
  });
});

it('cut leaves what fits alone and marks what does not', () => {
  expect(cut('부산 당일치기', 13)).toBe('부산 당일치기');
  expect(cut('부산 당일치기', 12)).toBe('부산 당일치…');
  expect(cut('부산 당일치기', 11)).toBe('부산 당일…');
});
