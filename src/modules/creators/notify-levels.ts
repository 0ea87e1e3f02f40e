import type { ContentType, NotifyLevel } from './creators.tables.js';

/** What fans may be told of a content. */
export type Occasion = 'published' | 'scheduled' | 'live';

/** Something that fans may be told of. */
export interface News {
  occasion: Occasion;
  type: ContentType;
}

/**
 * What is worth telling whoever wants to hear of the best only: what begins now, premieres, and what is long. A live of
 * which nobody heard while it ran is a long video.
 */
const HIGHLIGHTS: Record<Occasion, ReadonlySet<ContentType>> = {
  published: new Set(['video', 'premiere', 'live']),
  scheduled: new Set(['premiere']),
  live: new Set(['live', 'premiere']),
};

/** The levels whose fans hear of it. */
export function levelsThatHear({ occasion, type }: News): NotifyLevel[] {
  return HIGHLIGHTS[occasion].has(type) ? ['all', 'highlights'] : ['all'];
}
