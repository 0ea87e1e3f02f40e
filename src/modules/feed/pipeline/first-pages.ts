import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Changes } from '../../../platform/changes/index.js';
import type { PreparedJson } from '../../../platform/http/index.js';

interface KeptPage {
  /** What it was made of. */
  sources: readonly object[];
  page: PreparedJson;
}

const MOST_BYTES = 128 * 1024 * 1024;
const bytesOf = ({ page, sources }: KeptPage): number => 200 + page.byteLength + 8 * sources.length;

/**
 * First pages that fans were given. All that a page is made of is kept in memory and replaced whenever anything of it
 * changes: as long as every source is the very same object, so is the page.
 */
@Injectable()
export class FirstPages {
  private readonly pages = new LRUCache<string, KeptPage>({ maxSize: MOST_BYTES, sizeCalculation: bytesOf });

  constructor(changes: Changes) {
    changes.observe('first-pages', () => this.pages.size);
  }

  find(name: string, sources: readonly object[]): PreparedJson | null {
    const kept = this.pages.get(name);
    if (kept?.sources.length !== sources.length) return null;
    return kept.sources.every((source, index) => source === sources[index]) ? kept.page : null;
  }

  keep(name: string, sources: readonly object[], page: PreparedJson): void {
    this.pages.set(name, { sources, page });
  }
}
