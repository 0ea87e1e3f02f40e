import { Injectable } from '@nestjs/common';
import {
  type EngineQuery,
  type Found,
  type SearchDocument,
  SearchEngine,
  type Spelling,
} from './engine/search-engine.js';
import type { ParsedQuery } from './search.query.js';

export type Wanted = Omit<EngineQuery, 'words' | 'limit'>;

export interface Candidates extends Found {
  /** With those words taken for other ones that found nothing as they were typed. */
  query: ParsedQuery;
}

/** Of each kind; what stands lower is not shown, however far one pages. */
const MOST = 200;
/** With fewer than this something may have been mistyped. */
const FEW = 3;
const CORRECTED_WEIGHT = 0.7;

/** Gets what may be an answer to a query. */
@Injectable()
export class SearchCandidates {
  constructor(private readonly engine: SearchEngine) {}

  /** @param followed creators of whom nothing is missed, where others are so many that some have to be */
  async find(query: ParsedQuery, wanted: Wanted, followed: ReadonlySet<string>): Promise<Candidates> {
    const found = await this.findFor(query, wanted, followed);
    if (found.documents.length >= FEW || !found.isComplete) return { ...found, query };
    const corrected = await this.correct(query);
    if (corrected === null) return { ...found, query };
    return { ...(await this.findFor(corrected, wanted, followed)), query: corrected };
  }

  private async findFor(
    { words }: ParsedQuery,
    wanted: Wanted,
    followed: ReadonlySet<string>,
  ): Promise<Found> {
    const query = { ...wanted, words, limit: MOST };
    const found = await this.engine.find(query);
    if (found.documents.length < MOST || followed.size === 0) return found;
    const ofFollowed = await this.engine.find({ ...query, creatorIds: [...followed] });
    return {
      documents: distinct([...found.documents, ...ofFollowed.documents]),
      isComplete: found.isComplete && ofFollowed.isComplete,
    };
  }

  /** @returns null where there is nothing to correct */
  private async correct(query: ParsedQuery): Promise<ParsedQuery | null> {
    const words: (readonly Spelling[])[] = [];
    for (const spellings of query.words) {
      const corrections = await this.engine.correct(spellings[0]?.keys ?? '');
      words.push([...spellings, ...corrections.map((keys) => ({ keys, weight: CORRECTED_WEIGHT }))]);
    }
    const isChanged = words.some((spellings, index) => spellings.length > (query.words[index]?.length ?? 0));
    return isChanged ? { ...query, words } : null;
  }
}

function distinct(documents: readonly SearchDocument[]): SearchDocument[] {
  return [...new Map(documents.map((document) => [`${document.kind} ${document.id}`, document])).values()];
}
