import { Injectable } from '@nestjs/common';
import { ContentsService } from '../../contents/index.js';
import { CreatorsService } from '../../creators/index.js';
import type { DocumentKey, SearchDocument } from '../engine/search-engine.js';
import type { SearchKind } from '../search.kinds.js';
import { documentOfContent, documentOfCreator } from './documents.js';

/** Where the documents of each kind come from: the modules whose things they are. */
@Injectable()
export class SearchSources {
  private readonly sources: Record<SearchKind, (ids: readonly string[]) => Promise<SearchDocument[]>>;

  constructor(creators: CreatorsService, contents: ContentsService) {
    this.sources = {
      creators: async (ids) => {
        const shown = await creators.shown(ids);
        return shown.map(({ creator, channels }) => documentOfCreator(creator, channels));
      },
      contents: async (ids) => {
        const rows = await contents.shown(ids);
        const theirs = await creators.shown(rows.map(({ creatorId }) => creatorId));
        const byId = new Map(theirs.map(({ creator }) => [creator.id, creator]));
        return rows.map((row) => documentOfContent(row, byId.get(row.creatorId)));
      },
    };
  }

  /** Documents of what is shown to people at this moment; what is not is left out. */
  async read(keys: readonly DocumentKey[]): Promise<SearchDocument[]> {
    const kinds = [...new Set(keys.map(({ kind }) => kind))];
    const documents = await Promise.all(
      kinds.map((kind) => this.sources[kind](keys.filter((key) => key.kind === kind).map(({ id }) => id))),
    );
    return documents.flat();
  }
}
