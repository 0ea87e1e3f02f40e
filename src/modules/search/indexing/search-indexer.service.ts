import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { type JobContext, JobHandler, JobQueue } from '../../../platform/queue/index.js';
import { SearchEngine } from '../engine/search-engine.js';
import { updateSearch } from '../search.jobs.js';
import { ChangesRepository } from './changes.repository.js';
import { SearchSources } from './search-sources.js';

/** A fifth of a second of work, as long as others wait for the same machine. */
const AT_A_TIME = 250;

/**
 * Keeps what can be found like what is there. Whoever writes creators and contents only notes what they changed, by
 * triggers, in their own transaction; here it is read again and written for the engine, the newest within a second. While
 * channels are being collected, one bite a run: a creator's old videos can wait until they are all there.
 */
@Injectable()
export class SearchIndexer {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangesRepository,
    private readonly sources: SearchSources,
    private readonly engine: SearchEngine,
    private readonly queue: JobQueue,
  ) {}

  @JobHandler(updateSearch)
  async update(_data: object, { signal }: JobContext): Promise<void> {
    while (
      (await this.updateSome()) === AT_A_TIME &&
      !signal.aborted &&
      (await this.queue.isIdle('collection'))
    );
  }

  /** @returns how many changes were taken */
  private updateSome(): Promise<number> {
    return this.database.transaction(async (tx) => {
      if (!(await this.changes.lock(tx))) return 0;
      const { count, documents: keys } = await this.changes.take(tx, AT_A_TIME);
      if (count === 0) return 0;
      const documents = await this.sources.read(keys);
      const there = new Set(documents.map(({ kind, id }) => `${kind} ${id}`));
      const gone = keys.filter(({ kind, id }) => !there.has(`${kind} ${id}`));
      await this.engine.write(tx, documents, gone);
      return count;
    });
  }
}
