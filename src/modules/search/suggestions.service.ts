import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { CreatorsService } from '../creators/index.js';
import { type SearchDocument, SearchEngine } from './engine/search-engine.js';
import { rank } from './ranking.js';
import { literalOf, parseQuery } from './search.query.js';
import type { Suggestion, SuggestQuery } from './search.schemas.js';
import { highlightsOf } from './text/highlights.js';
import { TrendingService } from './trending/trending.service.js';

/** Candidates for each suggestion that is shown. */
const MOST_CANDIDATES = 60;
const NOBODY: ReadonlySet<string> = new Set();

/** Completes what is being typed: names of creators, then what many search for. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly trending: TrendingService,
    private readonly creators: CreatorsService,
    private readonly clock: Clock,
  ) {}

  async suggest({ q, limit }: SuggestQuery): Promise<Suggestion[]> {
    const query = parseQuery(q);
    if (query.words.length === 0) return [];
    const [found, searches] = await Promise.all([
      this.engine.find({ kinds: ['creators'], words: query.words, limit: MOST_CANDIDATES }),
      this.trending.beginningWith(query.wholes[0]?.keys ?? ''),
    ]);
    const spellings = query.words.flatMap((word) => word.map(({ keys }) => keys));
    const ranked = rank(found.documents, query, { now: this.clock.now(), followed: NOBODY });
    const names = await this.named(ranked.slice(0, limit).map(({ document }) => document));
    const taken = new Set(names.map(({ text }) => literalOf(text)));
    const others = searches.filter((text) => !taken.has(literalOf(text))).map((text) => ({ text }));
    // However many creators there are, what many search for has a third of the list.
    const room = Math.max(limit - others.length, Math.ceil((2 * limit) / 3));
    return [...names.slice(0, room), ...others]
      .slice(0, limit)
      .map((each) => ({ ...each, highlights: highlightsOf(each.text, spellings) }));
  }

  private async named(documents: readonly SearchDocument[]): Promise<Omit<Suggestion, 'highlights'>[]> {
    const summaries = await this.creators.summaries(documents.map(({ id }) => id));
    return documents.flatMap(({ id }) => {
      const creator = summaries.get(id);
      return creator === undefined ? [] : [{ text: creator.name, creator }];
    });
  }
}
