import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { ContentsService } from '../contents/index.js';
import { CountsRepository } from './counts.repository.js';
import { settleCounts } from './interactions.jobs.js';
import type { CountsView } from './interactions.schemas.js';

const AT_A_TIME = 10_000;
const NOTHING: CountsView = { likes: 0, bookmarks: 0, views: 0, shares: 0 };

/** Counts what fans do with contents: some seconds late, and nobody waits for it. */
@Injectable()
export class CountsService {
  constructor(
    private readonly database: Database,
    private readonly repository: CountsRepository,
    private readonly contents: ContentsService,
  ) {}

  /** @throws ContentNotFound */
  async of(contentId: string): Promise<CountsView> {
    await this.contents.get(contentId);
    return (await this.repository.find(contentId)) ?? NOTHING;
  }

  @JobHandler(settleCounts)
  async settle(_data: object, { signal }: Pick<JobContext, 'signal'>): Promise<void> {
    while (!signal.aborted && (await this.repository.settle(this.database.db, AT_A_TIME)) === AT_A_TIME);
  }
}
