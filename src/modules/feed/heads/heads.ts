import { Injectable } from '@nestjs/common';
import { Changes, KeptValues } from '../../../platform/changes/index.js';
import { ContentMarks, CONTENTS_CHANGED } from '../../contents/index.js';
import { CREATORS_CHANGED } from '../../creators/index.js';
import { Run } from './run.js';

export const HEAD_LENGTH = 50;
const MOST_CREATORS = 100_000;

/**
 * The newest contents of creators, in memory: what every feed is merged from. Creators are few and fans are many, so
 * this is kept by creator and never by fan. A creator's head is read when a feed first asks for it, of all that are
 * missing in one query, and forgotten as soon as anything of theirs changes.
 */
@Injectable()
export class Heads {
  private readonly values: KeptValues<number, Run>;
  private version = 0;

  constructor(
    changes: Changes,
    private readonly marks: ContentMarks,
  ) {
    this.values = new KeptValues(changes, {
      kind: 'heads',
      topics: [CONTENTS_CHANGED, CREATORS_CHANGED],
      keyOf: Number,
      load: (creatorIds) => this.load(creatorIds),
      max: MOST_CREATORS,
    });
  }

  /** In the order of the creators, each of whom is named once. */
  of(creatorIds: Iterable<number>): Promise<Run[]> {
    return this.values.getMany(creatorIds);
  }

  private async load(creatorIds: readonly number[]): Promise<Map<number, Run>> {
    const queries = creatorIds.map((creatorId) => ({ creatorId, after: null }));
    const found = await this.marks.newest(queries, HEAD_LENGTH + 1);
    const heads = new Map<number, Run>();
    for (const [creatorId, marks] of found) {
      const isWhole = marks.length <= HEAD_LENGTH;
      heads.set(creatorId, new Run(creatorId, marks.slice(0, HEAD_LENGTH), isWhole, (this.version += 1)));
    }
    return heads;
  }
}
