import type { ContentMark } from '../../contents/index.js';
import { traitsOf } from './traits.js';

/** A place in a list that is ordered by time and id, newest first. */
export interface Position {
  /** In milliseconds since 1970. */
  at: number;
  id: number;
}

/** One content of a run. */
export interface Mark extends Position {
  creatorId: number;
  traits: number;
}

/** Of a mark in the cells: when, which, what. */
const WIDTH = 3;

/** Contents of a creator, newest first, without a gap: 24 bytes each. */
export class Run {
  readonly length: number;
  /** Its creator publishes on one platform only, as far as it shows. */
  readonly isOfOnePlatform: boolean;
  private readonly cells: Float64Array;

  constructor(
    readonly creatorId: number,
    marks: readonly ContentMark[],
    /** There is nothing older. */
    readonly isWhole: boolean,
    /** Another one whenever it was read from the database. */
    readonly version: number,
  ) {
    this.length = marks.length;
    this.isOfOnePlatform = areOfOnePlatform(marks);
    this.cells = new Float64Array(marks.length * WIDTH);
    marks.forEach((mark, index) => this.cells.set([mark.at, mark.id, traitsOf(mark)], index * WIDTH));
  }

  at(index: number): number {
    return this.cells[index * WIDTH] ?? Number.NaN;
  }

  id(index: number): number {
    return this.cells[index * WIDTH + 1] ?? Number.NaN;
  }

  traits(index: number): number {
    return this.cells[index * WIDTH + 2] ?? Number.NaN;
  }

  mark(index: number): Mark {
    return {
      at: this.at(index),
      id: this.id(index),
      creatorId: this.creatorId,
      traits: this.traits(index),
    };
  }

  /** The first index that is older than a position. */
  indexAfter({ at, id }: Position): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const isOlder = this.at(middle) < at || (this.at(middle) === at && this.id(middle) < id);
      if (isOlder) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether all that was published at or after then is in it, of a run that begins with the newest. */
  reaches(time: number): boolean {
    return this.isWhole || this.at(this.length - 1) < time;
  }

  /** Marks that were published between two times, both included. */
  between(from: number, to: number): Mark[] {
    const marks: Mark[] = [];
    for (let index = this.indexAfter({ at: to, id: Infinity }); index < this.length; index++) {
      if (this.at(index) < from) break;
      marks.push(this.mark(index));
    }
    return marks;
  }
}

export function toMark(content: ContentMark): Mark {
  const { at, id, creatorId } = content;
  return { at, id, creatorId, traits: traitsOf(content) };
}

function areOfOnePlatform(marks: readonly ContentMark[]): boolean {
  return marks.every(({ platform }) => platform === marks[0]?.platform);
}
