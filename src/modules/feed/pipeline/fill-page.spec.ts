import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPage, type Verdict } from './fill-page.js';

type Kind = 'shown' | 'hidden' | 'folded';

const VERDICTS: Record<Kind, (n: number) => Verdict<number>> = {
  shown: (n) => ({ item: n }),
  hidden: () => ({ hiddenBy: 'rule' }),
  folded: () => ({ hiddenBy: null }),
};

const lists = fc.array(fc.constantFrom<Kind[]>('shown', 'hidden', 'folded'), { maxLength: 60 });

function pageOf(list: readonly Kind[], start: number, limit: number, most: number) {
  let place = start;
  return fillPage({
    next: (count) => {
      const candidates = list.slice(place, place + count).map((_, index) => place + index);
      place += candidates.length;
      return Promise.resolve(candidates);
    },
    judge: (candidates) => Promise.resolve(candidates.map((n) => VERDICTS[list[n] ?? 'folded'](n))),
    limit,
    most,
  });
}

describe('filling a page', () => {
  it('leaves no page short while there is more, and counts each thing once', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 10 }), async (list, limit) => {
        const items: number[] = [];
        let hidden = 0;
        let start = 0;
        for (let hasNext = true; hasNext;) {
          const page = await pageOf(list, start, limit, 1_000);
          if (page.hasNext) expect(page.items).toHaveLength(limit);
          items.push(...page.items);
          hidden += page.hidden.rule ?? 0;
          start = (page.last ?? list.length) + 1;
          hasNext = page.hasNext;
        }
        expect(items).toEqual([...list.keys()].filter((n) => list[n] === 'shown'));
        expect(hidden).toBe(list.filter((kind) => kind === 'hidden').length);
      }),
    );
  });

  it('looks at so many and no more, and the next page goes on there', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 7 }), async (list, most) => {
        const items: number[] = [];
        let start = 0;
        for (let hasNext = true; hasNext;) {
          const page = await pageOf(list, start, 5, most);
          expect((page.last ?? start - 1) - start).toBeLessThan(most);
          items.push(...page.items);
          start = (page.last ?? list.length) + 1;
          hasNext = page.hasNext;
        }
        expect(items).toEqual([...list.keys()].filter((n) => list[n] === 'shown'));
      }),
    );
  });
});
