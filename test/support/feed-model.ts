import type { Platform } from '../../src/modules/creators/index.js';

export interface ModelContent {
  id: string;
  creator: number;
  platform: Platform;
  at: number;
  title: string;
}

export interface ModelCard {
  id: string;
  title: string;
  alsoOn: string[];
}

const HOUR_MS = 3_600_000;
const RANK: Record<Platform, number> = { youtube: 0, instagram: 1, x: 2 };

/** What a feed is by definition: everything there is, sorted, looked at from the first to the last. */
export class FeedModel {
  readonly contents = new Map<string, ModelContent>();
  readonly followed = new Set<number>();
  readonly hidden = new Set<string>();

  /** The page after a content, or the first, and whether there is another. */
  page(after: ModelContent | null, limit: number): { cards: ModelCard[]; hasNext: boolean } {
    const older = this.cards().filter(({ id }) => after === null || isNewer(after, this.contents.get(id)!));
    return { cards: older.slice(0, limit), hasNext: older.length > limit };
  }

  private cards(): ModelCard[] {
    const candidates = [...this.contents.values()]
      .filter(({ creator }) => this.followed.has(creator))
      .sort((one, other) => (isNewer(one, other) ? -1 : 1));
    const leaders = new Map(candidates.map((content) => [content.id, leaderOf(content, candidates)]));
    return candidates
      .filter(({ id }) => leaders.get(id) === null && !this.hidden.has(id))
      .map(({ id, title }) => ({
        id,
        title,
        alsoOn: candidates.filter((other) => leaders.get(other.id)?.id === id).map((other) => other.id),
      }));
  }
}

function isNewer(one: ModelContent, other: ModelContent): boolean {
  return one.at > other.at || (one.at === other.at && Number(one.id) > Number(other.id));
}

/** What shows the same on a better platform at about the same time, and is not itself shown by something else. */
function leaderOf(content: ModelContent, all: readonly ModelContent[]): ModelContent | null {
  const [best] = all
    .filter(
      (other) =>
        other.creator === content.creator &&
        RANK[other.platform] < RANK[content.platform] &&
        other.title === content.title &&
        Math.abs(other.at - content.at) <= HOUR_MS &&
        leaderOf(other, all) === null,
    )
    .sort(
      (one, other) =>
        RANK[one.platform] - RANK[other.platform] ||
        Math.abs(one.at - content.at) - Math.abs(other.at - content.at) ||
        Number(other.id) - Number(one.id),
    );
  return best ?? null;
}
