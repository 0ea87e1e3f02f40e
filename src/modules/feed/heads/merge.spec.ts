import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentMark } from '../../contents/index.js';
import { Merge } from './merge.js';
import { type Mark, type Position, Run } from './run.js';

const newestFirst = (one: Position, other: Position) => other.at - one.at || other.id - one.id;

/** Few times, so that many contents share one. */
const creators = fc.array(fc.array(fc.nat(5), { maxLength: 12 }), { maxLength: 8 }).map((lists) => {
  let id = 0;
  return lists.map((times, creatorId) =>
    times.map((at) => markOf(creatorId, at, (id += 1))).sort(newestFirst),
  );
});

function markOf(creatorId: number, at: number, id: number): ContentMark {
  return { id, creatorId, at, type: 'video', platform: 'youtube', state: 'published', category: null };
}

function drain(merge: Merge): Mark[] {
  const marks: Mark[] = [];
  for (let mark = merge.next(); mark !== null; mark = merge.next()) marks.push(mark);
  return marks;
}

const ids = (marks: readonly Position[]): number[] => marks.map(({ id }) => id);

describe('a merge of runs', () => {
  it('gives everything after a position, newest first', () => {
    const position = fc.option(fc.record({ at: fc.nat(5), id: fc.nat(100) }));
    fc.assert(
      fc.property(creators, position, (lists, after) => {
        const merge = new Merge();
        lists.forEach((list, creatorId) => merge.add(new Run(creatorId, list, true, 1), after));
        const older = lists.flat().filter((mark) => after === null || newestFirst(after, mark) < 0);
        expect(ids(drain(merge))).toEqual(ids(older.sort(newestFirst)));
        expect(merge.continuations).toEqual([]);
      }),
    );
  });

  it('says where runs go on, so that nothing older comes before what is missing', () => {
    fc.assert(
      fc.property(creators, fc.integer({ min: 1, max: 4 }), (lists, length) => {
        const merge = new Merge();
        lists.forEach((list, creatorId) => {
          merge.add(new Run(creatorId, list.slice(0, length), list.length <= length, 1), null);
        });
        const merged: Mark[] = [];
        for (;;) {
          for (const { creatorId, after } of merge.continuations.splice(0)) {
            const rest = (lists[creatorId] ?? []).filter((mark) => newestFirst(after, mark) < 0);
            merge.add(new Run(creatorId, rest.slice(0, length), rest.length <= length, 1), null);
          }
          const mark = merge.next();
          if (mark === null) break;
          merged.push(mark);
        }
        expect(ids(merged)).toEqual(ids(lists.flat().sort(newestFirst)));
      }),
    );
  });
});
