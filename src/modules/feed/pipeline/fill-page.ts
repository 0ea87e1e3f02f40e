/** Of candidates judged at once. */
const MOST_AT_ONCE = 256;

/** What is made of a candidate: an item, or the reason why it is not shown; null is a reason nobody is told. */
export type Verdict<Item> = { item: Item } | { hiddenBy: string | null };

export interface Filling<Candidate, Item> {
  /** The next candidates in their order; fewer than asked for only at the end. */
  next: (count: number) => Promise<Candidate[]>;
  /** One verdict for each. */
  judge: (candidates: Candidate[]) => Promise<Verdict<Item>[]>;
  limit: number;
  /** After so many candidates the page is given as it is, and the next one goes on from there. */
  most: number;
}

export interface FilledPage<Candidate, Item> {
  items: Item[];
  /** How many were not shown between the first candidate and `last`, by the reason. */
  hidden: Record<string, number>;
  /** The next page begins after it; null where there was no candidate. */
  last: Candidate | null;
  hasNext: boolean;
}

/**
 * Fetches candidates until there are `limit` items: rules never make a page short. One item more is looked for, since
 * only it tells that there is a next page; it and what was hidden before it belong to that one.
 */
export async function fillPage<Candidate, Item>({
  next,
  judge,
  limit,
  most,
}: Filling<Candidate, Item>): Promise<FilledPage<Candidate, Item>> {
  const page: FilledPage<Candidate, Item> = { items: [], hidden: {}, last: null, hasNext: false };
  let waiting: string[] = [];
  let newest: Candidate | null = null;
  const settle = (): void => {
    for (const reason of waiting) page.hidden[reason] = (page.hidden[reason] ?? 0) + 1;
    waiting = [];
    page.last = newest;
  };
  for (let examined = 0, growth = 1; examined < most; growth *= 2) {
    // Where few are shown, ever more are looked at.
    const missing = limit + 1 - page.items.length;
    const wanted = Math.min(missing * growth, MOST_AT_ONCE, most - examined);
    const candidates = await next(wanted);
    const verdicts = await judge(candidates);
    for (const [index, verdict] of verdicts.entries()) {
      if (page.items.length === limit && 'item' in verdict) return { ...page, hasNext: true };
      newest = candidates[index] ?? null;
      if ('item' in verdict) {
        page.items.push(verdict.item);
        settle();
      } else if (verdict.hiddenBy !== null) {
        waiting.push(verdict.hiddenBy);
      }
    }
    if (candidates.length < wanted) {
      settle();
      return page;
    }
    examined += candidates.length;
  }
  settle();
  return { ...page, hasNext: true };
}
