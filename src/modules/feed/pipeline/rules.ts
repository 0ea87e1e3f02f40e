import { type Interaction, isFinished } from '../../interactions/index.js';
import type { FeedQuery, FeedSettings } from '../feed.schemas.js';
import type { Mark } from '../heads/run.js';
import { isOfCategory, type Kind, kindIn, platformIn, typeIn } from '../heads/traits.js';
import { type Card, searchable } from './cards.js';

type Filters = Pick<FeedQuery, 'platform' | 'type' | 'category' | 'only' | 'hide' | 'hideWatched'>;

/** What a fan wants of a feed: what they asked for now, and what they have said once and for all. */
export class Rules {
  private readonly hidden: ReadonlySet<Kind>;
  private readonly only: ReadonlySet<Kind | null> | null;
  private readonly hidesWatched: boolean;
  private readonly mutedWords: readonly string[];

  constructor(
    private readonly filters: Filters,
    settings: FeedSettings,
  ) {
    // Whoever asks for a kind by name is not told that it is hidden.
    const hide = filters.hide ?? settings.hide.filter((kind) => filters.only?.includes(kind) !== true);
    this.hidden = new Set(hide);
    this.only = filters.only === undefined ? null : new Set(filters.only);
    this.hidesWatched = filters.hideWatched ?? settings.hideWatched;
    this.mutedWords = settings.mutedWords.map(searchable);
  }

  /** Whether it is what was asked for. */
  asksFor({ traits }: Mark): boolean {
    const { platform, type, category } = this.filters;
    return (
      (platform === undefined || platformIn(traits) === platform) &&
      (type === undefined || typeIn(traits) === type) &&
      (category === undefined || isOfCategory(traits, category)) &&
      (this.only === null || this.only.has(kindIn(traits)))
    );
  }

  /** The kind for which it is left out; null where it is not. */
  hiddenKind({ traits }: Mark): Kind | null {
    const kind = kindIn(traits);
    return kind !== null && this.hidden.has(kind) ? kind : null;
  }

  /** Why a card is left out; null where it is not. */
  reason(card: Card, interaction: Interaction | undefined): string | null {
    if (interaction !== undefined) {
      if (interaction.hiddenAt !== null) return 'hidden';
      if (this.hidesWatched && isFinished(interaction)) return 'watched';
    }
    return this.mutedWords.some((word) => card.words.includes(word)) ? 'muted' : null;
  }
}
