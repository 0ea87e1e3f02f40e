import type { Tx } from '../../../platform/database/index.js';
import type { Platform } from '../../creators/index.js';
import type { SearchKind } from '../search.kinds.js';

export interface DocumentKey {
  kind: SearchKind;
  id: string;
}

/** What is kept of something that can be found. */
export interface SearchDocument extends DocumentKey {
  /** Whose it is; of a creator, their own id. */
  creatorId: string;
  /** As it is shown. */
  title: string;
  /** What it is found by, see `searchableText`. */
  keys: string;
  platforms: Platform[];
  /** Of contents. */
  type: string | null;
  category: string | null;
  publishedAt: Date;
  /** Followers or views. */
  popularity: number;
  /** What comes first where everything else is equal, see `standingOf`. */
  standing: number;
}

/** One way in which a word may have been meant. */
export interface Spelling {
  /** As `searchableText` has it. */
  keys: string;
  /** How sure it is that this was meant: 1 for what was typed. */
  weight: number;
}

export interface SearchFilter {
  platform?: Platform | undefined;
  type?: string | undefined;
  category?: string | undefined;
  dateFrom?: Date | undefined;
  dateTo?: Date | undefined;
}

export interface EngineQuery extends SearchFilter {
  kinds: readonly SearchKind[];
  /** Each word has to be there in one of its spellings. */
  words: readonly (readonly Spelling[])[];
  /** Only what these made; if they made very much, some of it. */
  creatorIds?: readonly string[] | undefined;
  /** Most documents of each kind. */
  limit: number;
}

export interface Found {
  documents: SearchDocument[];
  /** False where the time was up: these are some of them. */
  isComplete: boolean;
}

/**
 * Where documents are kept and found again. An engine only brings candidates, as good as it can tell: what is shown
 * first is decided by `ranking.ts`, the same for all engines.
 */
export abstract class SearchEngine {
  /**
   * Documents that have all words of the query, of each kind the `limit` of the highest standing, in no order.
   * Never takes long, whatever was typed.
   */
  abstract find(query: EngineQuery): Promise<Found>;

  /** Words of the documents that were probably meant by this one, the likeliest first. */
  abstract correct(word: string): Promise<string[]>;

  /**
   * Makes the documents what is given. One call at a time; what is written is undone if `tx` is, or else written again.
   * @param gone what is not to be found any more
   */
  abstract write(tx: Tx, documents: readonly SearchDocument[], gone: readonly DocumentKey[]): Promise<void>;
}
