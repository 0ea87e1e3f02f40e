import { expect, it } from 'vitest';
import { TokenBucket } from './throttle.js';

it('lets a burst pass, and then what trickles in', () => {
  let now = 0;
  const bucket = new TokenBucket(3, 2, () => now);
  const takes = (times: number) => Array.from({ length: times }, () => bucket.take());

  expect(takes(4)).toEqual([true, true, true, false]);
  now += 499;
  expect(takes(1)).toEqual([false]);
  now += 1;
  expect(takes(2)).toEqual([true, false]);
  now += 60_000;
  expect(takes(4)).toEqual([true, true, true, false]);
});
