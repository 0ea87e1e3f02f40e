import type { ContentMarks } from '../../contents/index.js';
import type { FanInteractions, Interaction } from '../../interactions/index.js';
import type { Mark, Run } from '../heads/run.js';
import { platformIn } from '../heads/traits.js';
import type { Card, Cards } from './cards.js';
import type { Verdict } from './fill-page.js';
import { fold, type Foldable } from './fold.js';
import { neighboursOf } from './neighbours.js';
import type { Rules } from './rules.js';

/** A content on a fan's page. */
export interface FeedItem {
  mark: Mark;
  card: Card;
  interaction: Interaction | undefined;
  /** The same announcement on other platforms. */
  alsoOn: Card[];
}

/** What hydration reads from. */
export interface Sources {
  contents: ContentMarks;
  cards: Cards;
  interactions: FanInteractions;
}

type Judgement = Verdict<FeedItem>;

const NOT_ON_IT: Judgement = { hiddenBy: null };

/** Decides of marks whether a fan sees them, with everything that is needed for it read in batches. */
export class Judge {
  private readonly heads: ReadonlyMap<number, Run>;

  constructor(
    private readonly userId: string,
    private readonly rules: Rules,
    heads: readonly Run[],
    private readonly sources: Sources,
  ) {
    this.heads = new Map(heads.map((head) => [head.creatorId, head]));
  }

  /** One verdict for each. */
  async judge(marks: readonly Mark[]): Promise<Judgement[]> {
    const { contents, cards: all, interactions: done } = this.sources;
    const wanted = marks.filter((mark) => this.isWanted(mark));
    if (wanted.length === 0) return marks.map((mark) => this.unwanted(mark));
    const headOf = (creatorId: number) => this.heads.get(creatorId);
    const around = await neighboursOf(wanted, headOf, contents);
    const neighbours = around.filter((mark) => this.isWanted(mark));
    const ids = wanted.map(({ id }) => id);
    const [cards, interactions] = await Promise.all([
      all.of(this.keysOf([...wanted, ...neighbours])),
      done.rowsOf(this.userId, ids),
    ]);
    const folds = new Folds(neighbours, cards);
    return marks.map((mark) => {
      if (!this.isWanted(mark)) return this.unwanted(mark);
      const card = cards.get(mark.id);
      if (card === undefined || folds.isFolded(mark.id)) return NOT_ON_IT;
      const interaction = interactions.get(mark.id);
      const hiddenBy = this.rules.reason(card, interaction);
      if (hiddenBy !== null) return { hiddenBy };
      return { item: { mark, card, interaction, alsoOn: folds.into(mark.id) } };
    });
  }

  private isWanted(mark: Mark): boolean {
    return this.rules.asksFor(mark) && this.rules.hiddenKind(mark) === null;
  }

  private unwanted(mark: Mark): Judgement {
    return this.rules.asksFor(mark) ? { hiddenBy: this.rules.hiddenKind(mark) } : NOT_ON_IT;
  }

  private keysOf(marks: readonly Mark[]) {
    return marks.map(({ id, creatorId }) => ({ id, version: this.heads.get(creatorId)?.version ?? 0 }));
  }
}

/** What folds into what, of contents of several creators. */
class Folds {
  private readonly leaders = new Map<number, number>();
  private readonly folded = new Map<number, Card[]>();

  constructor(marks: readonly Mark[], cards: ReadonlyMap<number, Card>) {
    for (const contents of byCreator(marks, cards).values()) {
      const leaders = fold(contents);
      // In the order of the marks, which is that of the feed.
      for (const { id, card } of contents) {
        const leader = leaders.get(id);
        if (leader === undefined) continue;
        this.leaders.set(id, leader.id);
        this.folded.set(leader.id, [...(this.folded.get(leader.id) ?? []), card]);
      }
    }
  }

  isFolded(id: number): boolean {
    return this.leaders.has(id);
  }

  into(id: number): Card[] {
    return this.folded.get(id) ?? [];
  }
}

function byCreator(
  marks: readonly Mark[],
  cards: ReadonlyMap<number, Card>,
): Map<number, (Foldable & { card: Card })[]> {
  const creators = new Map<number, (Foldable & { card: Card })[]>();
  for (const { id, at, creatorId, traits } of marks) {
    const card = cards.get(id);
    if (card === undefined) continue;
    const content = { id, at, platform: platformIn(traits), announcement: card.announcement, card };
    creators.set(creatorId, [...(creators.get(creatorId) ?? []), content]);
  }
  return creators;
}
