import { type ContentMarks } from '../../contents/index.js';
import { Merge } from '../heads/merge.js';
import { type Mark, type Position, Run } from '../heads/run.js';

export interface SkeletonQuery {
  /** Whose contents, from the newest on. */
  heads: readonly Run[];
  /** Null: from the newest. */
  after: Position | null;
  /** How many are read at once of a creator whose head ends, where it is not whole. */
  chunk: number;
  /** No older ones, in milliseconds since 1970. */
  since: number | null;
}

/** Which contents a feed has, newest first: out of memory as far as the heads reach, then out of the database. */
export class Skeleton {
  private readonly merge = new Merge();

  constructor(
    private readonly query: SkeletonQuery,
    private readonly marks: ContentMarks,
  ) {
    for (const head of query.heads) this.merge.add(head, query.after);
  }

  /** Up to `count` more; fewer only at the end. */
  async next(count: number): Promise<Mark[]> {
    const { since } = this.query;
    const marks: Mark[] = [];
    while (marks.length < count) {
      if (this.merge.continuations.length > 0) await this.goOn();
      const mark = this.merge.next();
      if (mark === null || (since !== null && mark.at < since)) break;
      marks.push(mark);
    }
    return marks;
  }

  private async goOn(): Promise<void> {
    const continuations = this.merge.continuations.splice(0);
    const found = await this.marks.newest(continuations, this.query.chunk);
    for (const [creatorId, marks] of found) {
      this.merge.add(new Run(creatorId, marks, marks.length < this.query.chunk, 0), null);
    }
  }
}
