import { describe, expect, it } from 'vitest';
import { fullJitter } from './backoff.js';

const OPTIONS = { baseMs: 100, maxMs: 1_000 };
const delays = (random: () => number) =>
  [1, 2, 3, 4, 5, 6].map((failures) => fullJitter(failures, OPTIONS, random));

describe('the backoff', () => {
  it('doubles its bound with each failure, up to the maximum', () => {
    expect(delays(() => 1)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('is spread over the whole time below the bound', () => {
    expect(delays(() => 0)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(delays(() => 0.5)).toEqual([50, 100, 200, 400, 500, 500]);
  });

  it('stays within its maximum after any number of failures', () => {
    expect(fullJitter(5_000, OPTIONS, () => 1)).toBe(1_000);
  });
});
