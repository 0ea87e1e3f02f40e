import { faker } from '@faker-js/faker/locale/en';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseFollows } from './follows.js';

const creators = Array.from({ length: 12 }, (_, rank) => `creator ${rank}`);

beforeEach(() => {
  faker.seed(1);
});

describe('chooseFollows', () => {
  it('has every fan follow several creators, none twice', () => {
    for (const follows of chooseFollows(100, creators)) {
      expect(follows.length).toBeGreaterThanOrEqual(3);
      expect(follows.length).toBeLessThanOrEqual(6);
      expect(new Set(follows).size).toBe(follows.length);
    }
  });

  it('leaves no creator alone with as many fans as creators', () => {
    const followed = new Set(chooseFollows(creators.length, creators).flat());
    expect([...followed].sort()).toEqual([...creators].sort());
  });

  it('gives the first creator more fans than the last', () => {
    const all = chooseFollows(100, creators);
    const fansOf = (creator: string | undefined) =>
      all.filter((follows) => follows.includes(creator!)).length;
    expect(fansOf(creators[0])).toBeGreaterThan(2 * fansOf(creators.at(-1)));
  });

  it('has a fan follow everybody where there are few', () => {
    expect(chooseFollows(2, ['a', 'b']).map((follows) => follows.sort())).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});
