import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { JobHandler, JobQueue } from '../../platform/queue/index.js';
import { Realtime, userRoom } from '../../platform/realtime/index.js';
import { ChannelFinder } from '../creators/index.js';
import { ImportsRepository } from './imports.repository.js';
import { watchImport } from './subscription-lists.jobs.js';
import { importProgress } from './subscription-lists.messages.js';
import { FAILURES_SHOWN, type ImportView, presentImport } from './subscription-lists.schemas.js';
import type { ImportRow } from './subscription-lists.tables.js';

const WATCH_EVERY_MS = 1_000;
/** Nobody watches longer; collecting goes on. */
const WATCHED_MS = 30 * 60_000;

/** How far imports have got, and who is told. */
@Injectable()
export class ImportProgress {
  constructor(
    private readonly repository: ImportsRepository,
    private readonly channels: ChannelFinder,
    private readonly realtime: Realtime,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async view(row: ImportRow): Promise<ImportView> {
    const [counts, failures, addedIds] = await Promise.all([
      this.repository.counts(row.id),
      this.repository.failures(row.id, FAILURES_SHOWN),
      this.repository.addedChannels(row.id),
    ]);
    const gone = counts.added - addedIds.length;
    return presentImport(row, counts, gone + (await this.channels.countLooked(addedIds)), failures);
  }

  /** Tells the fan's sockets. */
  async tell(row: ImportRow): Promise<ImportView> {
    const view = await this.view(row);
    void this.realtime.send(importProgress, userRoom(row.userId), view);
    return view;
  }

  /** All entries are done: what was added is still to be collected. A repeat is harmless. */
  async startWatching(importId: string): Promise<void> {
    await this.repository.move(importId, 'running', 'collecting', this.clock.now());
    await this.queue.add(watchImport, { importId });
  }

  @JobHandler(watchImport)
  async watch({ importId, told }: { importId: string; told?: number | undefined }): Promise<void> {
    const row = await this.repository.find(importId);
    if (row?.state !== 'collecting') return;
    const { added, collected } = await this.view(row);
    const isOver = this.clock.now().getTime() - row.createdAt.getTime() > WATCHED_MS;
    if (collected >= added || isOver) {
      const done = await this.repository.move(importId, 'collecting', 'done', this.clock.now());
      if (done !== null) await this.tell(done);
      return;
    }
    if (collected !== told) {
      await this.repository.move(importId, 'collecting', 'collecting', this.clock.now());
      await this.tell(row);
    }
    await this.queue.add(watchImport, { importId, told: collected }, { delayMs: WATCH_EVERY_MS });
  }
}
