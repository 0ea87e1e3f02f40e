import type { ContentMarks } from '../../contents/index.js';
import { type Mark, type Run, toMark } from '../heads/run.js';
import { platformIn } from '../heads/traits.js';
import { FOLD_REACH_MS } from './fold.js';

/**
 * What the creators of these marks published around them, as far as it can matter for folding, each mark once: out of
 * the heads where they reach, and the rest in one query. Creators who were on one platform only all the while have none.
 */
export async function neighboursOf(
  marks: readonly Mark[],
  headOf: (creatorId: number) => Run | undefined,
  contents: ContentMarks,
): Promise<Mark[]> {
  const found = new Map<number, Mark[]>();
  const spans: { creatorId: number; from: number; to: number }[] = [];
  for (const { creatorId, at } of marks) {
    const head = headOf(creatorId);
    const [from, to] = [at - FOLD_REACH_MS, at + FOLD_REACH_MS];
    if (head?.reaches(from) !== true) spans.push({ creatorId, from, to });
    else if (!head.isOfOnePlatform) collect(found, creatorId, head.between(from, to));
  }
  for (const mark of await contents.between(spans)) collect(found, mark.creatorId, [toMark(mark)]);
  return [...found.values()].filter(areMixed).flatMap(distinct);
}

function collect(found: Map<number, Mark[]>, creatorId: number, marks: readonly Mark[]): void {
  const known = found.get(creatorId);
  if (known === undefined) found.set(creatorId, [...marks]);
  else known.push(...marks);
}

function areMixed(marks: readonly Mark[]): boolean {
  return new Set(marks.map(({ traits }) => platformIn(traits))).size > 1;
}

function distinct(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [mark.id, mark])).values()];
}
