import type { Mark, Position, Run } from './run.js';

/** A run, and how far it was read. */
interface Reader {
  run: Run;
  index: number;
  at: number;
  id: number;
}

/** Where a creator's contents go on that are not here. */
export interface Continuation {
  creatorId: number;
  after: Position;
}

/**
 * Merges runs of any number of creators into one, newest first: a binary heap of their next marks, so that a mark costs
 * the logarithm of how many creators there are.
 */
export class Merge {
  /** Creators whose run has ended while they have more: nothing older may be taken before that is added. */
  readonly continuations: Continuation[] = [];
  private readonly heap: Reader[] = [];

  /** Adds what a run has after a position. */
  add(run: Run, after: Position | null): void {
    const index = after === null ? 0 : run.indexAfter(after);
    if (index < run.length) this.push({ run, index, at: run.at(index), id: run.id(index) });
    else if (!run.isWhole && after !== null) this.continuations.push({ creatorId: run.creatorId, after });
  }

  /** The newest mark that is left; null where there is none. */
  next(): Mark | null {
    const [reader] = this.heap;
    if (reader === undefined) return null;
    const mark = reader.run.mark(reader.index);
    reader.index += 1;
    if (reader.index < reader.run.length) {
      reader.at = reader.run.at(reader.index);
      reader.id = reader.run.id(reader.index);
      this.sink(reader);
    } else {
      const last = this.heap.pop();
      if (last !== undefined && last !== reader) this.sink(last);
      if (!reader.run.isWhole) {
        this.continuations.push({ creatorId: mark.creatorId, after: { at: mark.at, id: mark.id } });
      }
    }
    return mark;
  }

  private push(reader: Reader): void {
    let place = this.heap.length;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = this.heap[parent];
      if (above === undefined || isNewer(above, reader)) break;
      this.heap[place] = above;
      place = parent;
    }
    this.heap[place] = reader;
  }

  /** Puts a reader at the top, and from there to its place. */
  private sink(reader: Reader): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      let newer = heap[child];
      const right = heap[child + 1];
      if (newer !== undefined && right !== undefined && isNewer(right, newer)) {
        newer = right;
        child += 1;
      }
      if (newer === undefined || isNewer(reader, newer)) break;
      heap[place] = newer;
      place = child;
    }
    heap[place] = reader;
  }
}

function isNewer(one: Reader, other: Reader): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}
