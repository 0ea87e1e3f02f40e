import { Injectable } from '@nestjs/common';
import { ContentsService } from '../contents/index.js';
import { CreatorsService } from '../creators/index.js';
import type { SearchDocument } from './engine/search-engine.js';
import type { SearchHit } from './search.schemas.js';
import type { SearchKind } from './search.kinds.js';
import { type Range } from './text/highlights.js';

type View = (highlights: Range[]) => SearchHit;

/** Shows what was found as the modules show it whose it is. */
@Injectable()
export class SearchViews {
  private readonly views: Record<
    SearchKind,
    (ids: readonly string[], userId: string) => Promise<Map<string, View>>
  >;

  constructor(creators: CreatorsService, contents: ContentsService) {
    this.views = {
      creators: async (ids, userId) => {
        const views = await creators.viewsById(ids, userId);
        return mapped(views, (creator) => (highlights) => ({ type: 'creators', creator, highlights }));
      },
      contents: async (ids) => {
        const views = await contents.views(ids);
        return mapped(views, (content) => (highlights) => ({ type: 'contents', content, highlights }));
      },
    };
  }

  /** In their order; what was taken away a moment ago is left out. */
  async of(
    documents: readonly SearchDocument[],
    userId: string,
    highlightsOf: (document: SearchDocument) => Range[],
  ): Promise<SearchHit[]> {
    const kinds = [...new Set(documents.map(({ kind }) => kind))];
    const views = new Map(
      await Promise.all(
        kinds.map(async (kind) => {
          const ids = documents.filter((document) => document.kind === kind).map(({ id }) => id);
          return [kind, await this.views[kind](ids, userId)] as const;
        }),
      ),
    );
    return documents.flatMap((document) => {
      const view = views.get(document.kind)?.get(document.id);
      return view === undefined ? [] : [view(highlightsOf(document))];
    });
  }
}

function mapped<T, R>(values: ReadonlyMap<string, T>, change: (value: T) => R): Map<string, R> {
  return new Map([...values].map(([key, value]) => [key, change(value)]));
}
