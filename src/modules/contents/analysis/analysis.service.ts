import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { type JobContext, JobHandler, JobQueue } from '../../../platform/queue/index.js';
import { analyse, type Analysis, ANALYSER } from './analyser.js';
import { analyzeContent } from './analysis.jobs.js';
import { AnalysisRepository, type Written } from './analysis.repository.js';
import { openWordReader, type WordReader } from './language.js';

/** Some 50 ms of work: short enough for whatever else the process does. */
const BITE = 500;
/** Longer than any transaction that takes contents in. */
const SETTLED_AFTER_MS = 10 * 60_000;

/** What the words of contents tell: of use to search, and to whoever recommends. */
@Injectable()
export class ContentAnalyses {
  private words: Promise<WordReader> | null = null;

  constructor(
    private readonly repository: AnalysisRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** By the content's id; what is not analysed yet is left out. */
  of(contentIds: readonly string[]): Promise<Map<string, Analysis>> {
    return this.repository.find(contentIds);
  }

  /** New contents first, then those that are to be analysed again. While channels are being collected, one bite a run. */
  @JobHandler(analyzeContent)
  async analyzeAll(_data: object, { signal }: JobContext): Promise<void> {
    let upTo = await this.repository.upTo();
    const now = this.clock.now();
    do {
      const fresh = await this.repository.findNew(upTo, BITE);
      const isAllNew = fresh.length === BITE;
      const outdated = isAllNew ? [] : await this.repository.findOutdated(ANALYSER, BITE - fresh.length);
      await this.analyze([...fresh, ...outdated]);
      upTo = fresh.at(-1)?.id ?? upTo;
      if (!isAllNew) await this.repository.advance(new Date(now.getTime() - SETTLED_AFTER_MS), now);
      if (fresh.length + outdated.length < BITE) return;
    } while (!signal.aborted && (await this.queue.isIdle('collection')));
  }

  private async analyze(contents: readonly Written[]): Promise<void> {
    if (contents.length === 0) return;
    const readWords = await (this.words ??= openWordReader());
    const analyses = contents.map((content) => ({
      ...{ id: content.id, digest: content.digest },
      ...analyse(content, readWords),
    }));
    await this.repository.save(ANALYSER, analyses);
  }
}
