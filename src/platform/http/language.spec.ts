import { describe, expect, it } from 'vitest';
import { languageOf } from './language.js';

describe('the language of messages', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ko', 'ko'],
    ['ko-KR', 'ko'],
    ['KO-kr;q=0.1', 'ko'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['en;q=0.5,ko;q=0.9', 'ko'],
    ['ja,ko;q=0.5,en;q=0.4', 'ko'],
    ['ja', 'en'],
    ['ko;q=0', 'en'],
    [';;;,,q=', 'en'],
  ])('for %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
