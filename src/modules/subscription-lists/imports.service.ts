import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Events, OnEvent } from '../../platform/events/index.js';
import type { Principal } from '../../platform/http/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { ImportProgress } from './import-progress.js';
import { ImportsRepository } from './imports.repository.js';
import { readList } from './readers/index.js';
import { ImportNotFound, ImportRunning, TooManyImports } from './subscription-lists.errors.js';
import { importRequested } from './subscription-lists.events.js';
import { importSubscriptions, tendImports, watchImport } from './subscription-lists.jobs.js';
import type { ImportView } from './subscription-lists.schemas.js';

const DAY_MS = 86_400_000;
/** More is no fan's but a script's: each keeps a row for every line. */
const IMPORTS_A_DAY = 20;
const KEPT_MS = 7 * DAY_MS;
/** Longer than any attempt, and any pause between two, takes. */
const STILL_MS = 15 * 60_000;

/** The lists that fans bring: taken in here, worked through by `ImportWorker`. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly repository: ImportsRepository,
    private readonly progress: ImportProgress,
    private readonly events: Events,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Reads a list and has what is on it followed in the background.
   * @throws ListUnreadable, ListEmpty, ListTooLong, ImportRunning, TooManyImports
   */
  async start(file: Buffer, me: Principal): Promise<ImportView> {
    const list = readList(file, this.config.imports.maxChannels);
    const now = this.clock.now();
    const row = await this.database.transaction(async (tx) => {
      const dayAgo = new Date(now.getTime() - DAY_MS);
      const times = await this.repository.timesSince(tx, me.userId, dayAgo);
      const first = times.at(-IMPORTS_A_DAY);
      if (first !== undefined) throw new TooManyImports({ retryAt: new Date(first.getTime() + DAY_MS) });
      const inserted = await this.repository.insert(tx, me.userId, list, now);
      if (inserted === null) throw new ImportRunning();
      await this.events.publish(tx, importRequested, { importId: inserted.id });
      return inserted;
    });
    return this.progress.view(row);
  }

  /** @throws ImportNotFound, for other users' too */
  async get(id: string, me: Principal): Promise<ImportView> {
    const row = await this.repository.find(id);
    if (row?.userId !== me.userId) throw new ImportNotFound();
    return this.progress.view(row);
  }

  @OnEvent(importRequested, { subscriber: 'subscription-lists' })
  async queueImport({ importId }: { importId: string }): Promise<void> {
    await this.queue.add(importSubscriptions, { importId }, { key: importId });
  }

  @JobHandler(tendImports)
  async tend(): Promise<void> {
    const now = this.clock.now().getTime();
    for (const { id: importId, state } of await this.repository.findStill(new Date(now - STILL_MS))) {
      if (state === 'running') await this.queue.add(importSubscriptions, { importId }, { key: importId });
      else await this.queue.add(watchImport, { importId });
    }
    await this.repository.deleteBefore(new Date(now - KEPT_MS));
  }
}
