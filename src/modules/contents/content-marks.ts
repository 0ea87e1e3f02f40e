import { Injectable } from '@nestjs/common';
import { type ContentMark, type MarksQuery, MarksRepository, type MarksSpan } from './marks.repository.js';

/** The skeletons of lists: which contents there are, before anybody reads what is in them. */
@Injectable()
export class ContentMarks {
  constructor(private readonly repository: MarksRepository) {}

  /**
   * Up to `limit` of each creator, newest first, after a position of their own.
   * @returns by creator; all that were asked for are there
   */
  async newest(queries: readonly MarksQuery[], limit: number): Promise<Map<number, ContentMark[]>> {
    const byCreator = new Map<number, ContentMark[]>(queries.map(({ creatorId }) => [creatorId, []]));
    for (const mark of await this.repository.findNewest(queries, limit)) {
      byCreator.get(mark.creatorId)?.push(mark);
    }
    for (const marks of byCreator.values()) marks.sort(newestFirst);
    return byCreator;
  }

  /** What creators published in spans of time, newest first. */
  async between(spans: readonly MarksSpan[]): Promise<ContentMark[]> {
    if (spans.length === 0) return [];
    return (await this.repository.findBetween(spans)).sort(newestFirst);
  }
}

function newestFirst(one: ContentMark, other: ContentMark): number {
  return other.at - one.at || other.id - one.id;
}
