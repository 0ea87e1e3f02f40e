import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { Cursors, ListPart, type Principal, streamOf } from '../../platform/http/index.js';
import { Follows } from '../creators/index.js';
import type { SearchDocument } from './engine/search-engine.js';
import { rank, type Ranked } from './ranking.js';
import { SearchCandidates } from './search.candidates.js';
import { SEARCH_KINDS } from './search.kinds.js';
import { parseQuery, type ParsedQuery } from './search.query.js';
import type { SearchHit, SearchQuery } from './search.schemas.js';
import { SearchViews } from './search.views.js';
import { highlightsOf } from './text/highlights.js';
import { TrendingService } from './trending/trending.service.js';

/** Where a list was left: the last hit, and the moment at which all of the list is ranked. */
const position = z.tuple([z.number(), z.enum(SEARCH_KINDS), z.string(), z.int()]);

/** Finds creators and what they published. */
@Injectable()
export class SearchService {
  constructor(
    private readonly candidates: SearchCandidates,
    private readonly views: SearchViews,
    private readonly follows: Follows,
    private readonly trending: TrendingService,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /**
   * The best first, by how well it fits what was typed, how well known and fresh it is, and whether the fan follows whose it is.
   * @throws InvalidCursor
   */
  async search({ limit, cursor, ...asked }: SearchQuery, me: Principal): Promise<ListPart<SearchHit>> {
    const list = `search:${me.userId}:${JSON.stringify(asked)}`;
    const after = cursor === undefined ? null : this.cursors.decode(list, cursor, position);
    const now = after === null ? this.clock.now() : new Date(after[3]);
    const { query, ranked, isComplete } = await this.ranked(asked, me, now);
    const rest = after === null ? ranked : ranked.slice(indexAfter(ranked, after));
    const { items, pagination } = streamOf(rest, limit, ({ score, document: { kind, id } }) =>
      this.cursors.encode(list, [score, kind, id, now.getTime()]),
    );
    const hits = await this.views.of(
      items.map(({ document }) => document),
      me.userId,
      highlighting(query),
    );
    if (after === null && hits.length > 0) void this.trending.count(asked.q, me.userId);
    return new ListPart(hits, pagination, { isComplete });
  }

  private async ranked(
    { q, type, contentType, ...filter }: Omit<SearchQuery, 'limit' | 'cursor'>,
    me: Principal,
    now: Date,
  ): Promise<{ query: ParsedQuery; ranked: Ranked[]; isComplete: boolean }> {
    const parsed = parseQuery(q);
    if (parsed.words.length === 0) return { query: parsed, ranked: [], isComplete: true };
    const followed = new Set(Array.from(await this.follows.of(me.userId), String));
    const kinds = type === undefined ? SEARCH_KINDS : [type];
    const wanted = { ...filter, kinds, type: contentType };
    const { query, documents, isComplete } = await this.candidates.find(parsed, wanted, followed);
    return { query, ranked: rank(documents, query, { now, followed }), isComplete };
  }
}

function highlighting({ words }: ParsedQuery): (document: SearchDocument) => ReturnType<typeof highlightsOf> {
  const spellings = words.flatMap((word) => word.map(({ keys }) => keys));
  return ({ title }) => highlightsOf(title, spellings);
}

/** Behind the hit where the list was left, wherever that is now. */
function indexAfter(ranked: readonly Ranked[], [score, kind, id]: z.infer<typeof position>): number {
  const index = ranked.findIndex(({ document }) => document.kind === kind && document.id === id);
  if (index !== -1 && ranked[index]?.score === score) return index + 1;
  const lower = ranked.findIndex((other) => other.score < score);
  return lower === -1 ? ranked.length : lower;
}
