import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/index.js';
import { Database, isStatementTimeout, type Tx } from '../../../../platform/database/index.js';
import type { SearchKind } from '../../search.kinds.js';
import { nearestWords } from '../../text/nearest-words.js';
import { vocabularyOf } from '../../text/searchable-text.js';
import {
  type DocumentKey,
  type EngineQuery,
  type Found,
  type SearchDocument,
  SearchEngine,
} from '../search-engine.js';
import { DocumentsRepository, isLong } from './documents.repository.js';
import { WordsRepository } from './words.repository.js';

/** Of words so short that nearly everything has them, so many of the best known are enough. */
const ENOUGH_OF_SHORT = 20;

/**
 * Searches in PostgreSQL. What is rare is found through an index of trigrams; what is frequent among the documents of the
 * highest standing, which are looked through one by one. Each would be slow for what the other is quick at (tiered indexes:
 * Manning, Raghavan and Schütze 2008, 7.2.1).
 */
@Injectable()
export class PostgresEngine extends SearchEngine {
  private readonly timeoutMs: number;

  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly words: WordsRepository,
    config: AppConfig,
  ) {
    super();
    this.timeoutMs = config.search.timeoutMs;
  }

  override async find(query: EngineQuery): Promise<Found> {
    const found = new Map<string, SearchDocument>();
    const keep = (documents: readonly SearchDocument[]): void => {
      for (const document of documents) found.set(`${document.kind} ${document.id}`, document);
    };
    const isComplete = await this.inTime(async (tx) => {
      for (const kind of query.kinds) await this.findOfKind(tx, kind, query, keep);
    });
    return { documents: [...found.values()], isComplete };
  }

  override async correct(word: string): Promise<string[]> {
    let corrections: string[] = [];
    await this.inTime(async (tx) => {
      corrections = nearestWords(word, await this.words.findSimilar(tx, word));
    });
    return corrections;
  }

  override async write(
    tx: Tx,
    documents: readonly SearchDocument[],
    gone: readonly DocumentKey[],
  ): Promise<void> {
    const changes = new Map<string, number>();
    const count = (keys: string, by: number): void => {
      for (const word of vocabularyOf(keys)) changes.set(word, (changes.get(word) ?? 0) + by);
    };
    for (const keys of await this.documents.findKeys(tx, [...documents, ...gone])) count(keys, -1);
    for (const { keys } of documents) count(keys, 1);
    await this.documents.delete(tx, gone);
    await this.documents.upsert(tx, documents);
    await this.words.count(tx, new Map([...changes].filter(([, by]) => by !== 0)));
  }

  private async findOfKind(
    tx: Tx,
    kind: SearchKind,
    query: EngineQuery,
    keep: (documents: readonly SearchDocument[]) => void,
  ): Promise<void> {
    if (query.creatorIds !== undefined) {
      keep(await this.documents.findOf(tx, query.creatorIds, kind, query));
      return;
    }
    const hasLongWord = query.words.some(isLong);
    if (hasLongWord) {
      const some = await this.documents.findInAll(tx, kind, query);
      keep(some);
      // The index has no more of it.
      if (some.length < query.limit) return;
    }
    const head = await this.documents.findInHead(tx, kind, query);
    keep(head);
    if (!hasLongWord && head.length < ENOUGH_OF_SHORT) keep(await this.documents.findInAll(tx, kind, query));
  }

  /** @returns false where the time was up */
  private async inTime(work: (tx: Tx) => Promise<void>): Promise<boolean> {
    try {
      await this.database.transaction(async (tx) => {
        await this.documents.beginSearch(tx, this.timeoutMs);
        await work(tx);
      });
      return true;
    } catch (error) {
      if (isStatementTimeout(error)) return false;
      throw error;
    }
  }
}
