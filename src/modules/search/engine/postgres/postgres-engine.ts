import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/index.js';
import { Database, isStatementTimeout, type Tx } from '../../../../platform/database/index.js';
import { nearestWords } from '../../text/nearest-words.js';
import { vocabularyOf } from '../../text/searchable-text.js';
import {
  type DocumentKey,
  type EngineQuery,
  type Found,
  type SearchDocument,
  SearchEngine,
} from '../search-engine.js';
import { DocumentsRepository } from './documents.repository.js';
import { WordsRepository } from './words.repository.js';

/** So many of the head are enough: the rest is worse. */
const ENOUGH = 100;

/**
 * Searches in PostgreSQL. First through the documents of the highest standing, one by one, which finds what is frequent;
 * only where there is not enough in them through the index of trigrams, which finds what is rare. Each would be slow for
 * what the other is quick at (tiered indexes: Manning, Raghavan and Schütze 2008, 7.2.1).
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
      for (const kind of query.kinds) {
        if (query.creatorIds !== undefined) {
          keep(await this.documents.findOf(tx, query.creatorIds, kind, query));
          continue;
        }
        const head = await this.documents.findInHead(tx, kind, query);
        keep(head);
        if (head.length < Math.min(ENOUGH, query.limit))
          keep(await this.documents.findInAll(tx, kind, query));
      }
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
