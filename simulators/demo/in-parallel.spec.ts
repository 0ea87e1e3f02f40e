import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.js';

it('keeps the order of the results and the limit of those at work', async () => {
  let busy = 0;
  let busiest = 0;
  const results = await inParallel(3, ['a', 'b', 'c', 'd', 'e', 'f', 'g'], async (item, index) => {
    busiest = Math.max(busiest, (busy += 1));
    for (let turns = 0; turns < 7 - index; turns++) await nextTurn();
    busy -= 1;
    return item + String(index);
  });
  expect(results).toEqual(['a0', 'b1', 'c2', 'd3', 'e4', 'f5', 'g6']);
  expect(busiest).toBe(3);
});

it('begins nothing more after an error', async () => {
  const begun: number[] = [];
  const work = inParallel(1, [1, 2, 3], (item) => {
    begun.push(item);
    return item === 2 ? Promise.reject(new RangeError('two')) : Promise.resolve();
  });
  await expect(work).rejects.toThrow('two');
  expect(begun).toEqual([1, 2]);
});
