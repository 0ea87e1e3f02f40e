import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Cache, type CacheKey } from '../../platform/cache/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { CatalogueRepository, type PageEnd } from './catalogue.repository.js';
import type { CreatorQuery, CreatorView, SimilarCreator } from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import { rankSimilar } from './similar-creators.js';
import { SimilarRepository } from './similar.repository.js';

const pageEnd = z.object({ value: z.string(), id: z.string() });
/** As long as somebody may look at a page before they ask for the next one. */
const PAGE_END_SECONDS = 300;

/** Creators as people look through them. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly similar: SimilarRepository,
    private readonly creators: CreatorsService,
    private readonly cache: Cache,
  ) {}

  /**
   * A page of creators. Whoever turns page after page goes on where the last one ended, which costs the same however far
   * they are and shows nobody twice while creators come and go; only a page that is jumped to is counted off.
   */
  async list({ page, ...query }: CreatorQuery, me: Principal): Promise<ListPart<CreatorView>> {
    const start = (await this.endOfPage(query, page - 1, me)) ?? (page - 1) * query.limit;
    const [rows, total] = await Promise.all([
      this.catalogue.findPage(query, me.userId, { ...query, start }),
      this.catalogue.count(query, me.userId),
    ]);
    const last = rows.at(-1);
    if (last !== undefined && rows.length === query.limit) {
      await this.cache.set(keyOf(query, page, me), this.catalogue.endOf(last, query.sort), {
        ttlSeconds: PAGE_END_SECONDS,
      });
    }
    return pageOf(await this.creators.views(rows, me.userId), total, { page, limit: query.limit });
  }

  /**
   * Creators who are like this one, the most like first.
   * @throws CreatorNotFound
   */
  async listSimilar(id: string, limit: number, me: Principal): Promise<SimilarCreator[]> {
    const creator = await this.creators.require(id);
    const ranked = rankSimilar(creator, await this.similar.findCandidates(creator)).slice(0, limit);
    const views = await this.creators.viewsById(
      ranked.map((each) => each.id),
      me.userId,
    );
    return ranked.flatMap(({ id: other, ...why }) => {
      const view = views.get(other);
      return view === undefined ? [] : [{ creator: view, ...why }];
    });
  }

  private async endOfPage(
    query: Omit<CreatorQuery, 'page'>,
    page: number,
    me: Principal,
  ): Promise<PageEnd | null> {
    if (page === 0) return null;
    return pageEnd.safeParse(await this.cache.get(keyOf(query, page, me))).data ?? null;
  }
}

function keyOf(query: Omit<CreatorQuery, 'page'>, page: number, { userId }: Principal): CacheKey {
  const { category = '', platform = '', search = '', subscribed = '', sort, limit } = query;
  return ['creators:page-end', userId, category, platform, search, String(subscribed), sort, limit, page];
}
