import { describe, expect, it } from 'vitest';
import { newestId, oldestId, timeOfId } from './ids.js';

describe('ids of posts', () => {
  it.each([
    ['1576994746135764992', '2022-10-03T17:57:01.000Z'],
    ['1558553189766631429', '2022-08-13T20:36:51.000Z'],
    ['1364275610764201984', '2021-02-23T18:07:07.000Z'],
  ])('tell when %s was made, as X itself says', (id, time) => {
    expect(timeOfId(id).toISOString()).toBe(time);
  });

  it('are compared as the numbers that they are', () => {
    const ids = ['9', '1364275610764201984', '1364275610764201985', '10'];
    expect([newestId(ids), oldestId(ids)]).toEqual(['1364275610764201985', '9']);
    expect([newestId([]), oldestId([])]).toEqual([null, null]);
  });
});
