import { Injectable } from '@nestjs/common';
import { type Call, ConnectorError, type Lookup, type Platform, PLATFORMS } from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { type JobContext, JobHandler, JobQueue } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { ContentsIntake, type Standing } from '../contents/index.js';
import { Connectors } from '../creators/index.js';
import { QuotasService } from '../quotas/index.js';
import { retryTime } from './backoff.js';
import { type LookUp, processStreamingData, refreshStats } from './collection.jobs.js';
import { FiguresRepository } from './figures.repository.js';
import { type LookKind, nextLook } from './look-times.js';
import { type DueLook, LooksRepository } from './looks.repository.js';
import { ScheduleRepository } from './schedule.repository.js';

/** News waits so long for company: a call costs the same for one as for fifty. */
const GATHER_MS = 2_000;
/** The same when half of the allowance is gone: better a little later all day than at once until evening. */
const SPARING_GATHER_MS = 4_000;
const SPARING_FROM = 0.5;
/** A refresh waits until a call is full, or this long. */
const PATIENCE_MS = 3_600_000;
/** A job that dies gives its looks free after this. */
const LEASE_MS = 5 * 60_000;
const RETRY_SECONDS: Record<LookKind, number> = { news: 10, whole: 600, figures: 600 };
const PRIORITIES = { news: 'timely', whole: 'background', figures: 'background' } as const;

/** Looks at contents by their ids, in full calls across channels. */
@Injectable()
export class LooksService {
  constructor(
    private readonly database: Database,
    private readonly repository: LooksRepository,
    private readonly schedules: ScheduleRepository,
    private readonly figures: FiguresRepository,
    private readonly intake: ContentsIntake,
    private readonly connectors: Connectors,
    private readonly quotas: QuotasService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Queues a job for each call that is worth making now. */
  async planDue(): Promise<void> {
    for (const platform of PLATFORMS) {
      const lookup = this.connectors.find(platform)?.lookup;
      if (lookup === undefined) continue;
      for (const kind of ['news', 'whole', 'figures'] as const) await this.plan(platform, kind, lookup);
    }
  }

  /** Says when contents are looked at next, in the transaction that took them in. */
  async schedule(tx: Tx, platform: Platform, standings: readonly Standing[], mode: 'replace' | 'sooner') {
    const lookup = this.connectors.find(platform)?.lookup;
    if (lookup === undefined) return;
    const now = this.clock.now();
    const looks = new Map(standings.map((standing) => [standing.id, nextLook(standing, lookup.pace, now)]));
    await this.repository.schedule(tx, platform, looks, mode);
  }

  /** Has contents looked at as soon as may be, whatever is planned. */
  async hurry(tx: Tx, platform: Platform, standings: readonly Standing[]): Promise<void> {
    if (standings.length === 0) return;
    const now = this.clock.now();
    const looks = new Map(standings.map(({ id }) => [id, { kind: 'news', at: now } as const]));
    await this.repository.schedule(tx, platform, looks, 'sooner');
  }

  @JobHandler(processStreamingData)
  async news(data: LookUp, context: JobContext): Promise<void> {
    await this.look(data, context);
  }

  @JobHandler(refreshStats)
  async refresh(data: LookUp, context: JobContext): Promise<void> {
    await this.look(data, context);
  }

  /**
   * Looks at contents and takes in what there is. What a platform refuses is put off; only our own failures fail the job.
   */
  private async look({ platform, kind, contentIds }: LookUp, { signal }: JobContext): Promise<void> {
    const lookup = this.connectors.find(platform)?.lookup;
    await this.repository.forgetDisabled(contentIds);
    const looks = await this.repository.find(contentIds);
    if (lookup === undefined || looks.length === 0) return;
    const call: Call = { priority: PRIORITIES[kind], signal };
    try {
      if (kind === 'figures') await this.refreshFigures(platform, lookup, looks, call);
      else await this.refreshWhole(platform, lookup, looks, call);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await this.putOff(platform, kind, looks, error);
    }
  }

  private async plan(platform: Platform, kind: LookKind, lookup: Lookup): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const { count, since } = await this.repository.due(platform, kind, now);
      if (since === null) return;
      if (count < lookup.maxIds) {
        const patience = kind === 'news' ? await this.newsPatience(platform, lookup) : PATIENCE_MS;
        if (now.getTime() - since.getTime() < patience) return;
      }
      const job = kind === 'news' ? processStreamingData : refreshStats;
      const taken = await this.database.transaction(async (tx) => {
        const contentIds = await this.takeCall(tx, platform, kind, lookup, now);
        // Before the commit: killed in between, the looks are still due.
        if (contentIds.length > 0) await this.queue.add(job, { platform, kind, contentIds });
        return contentIds.length;
      });
      if (taken === 0) return;
    }
  }

  private async newsPatience(platform: Platform, { bucket }: Lookup): Promise<number> {
    const used = await this.quotas.usedShare(platform, bucket);
    return used < SPARING_FROM ? GATHER_MS : SPARING_GATHER_MS;
  }

  /** A call of news that has room takes refreshes along, where those cost nothing then. */
  private async takeCall(
    tx: Tx,
    platform: Platform,
    kind: LookKind,
    { maxIds, pace }: Lookup,
    now: Date,
  ): Promise<string[]> {
    const lease = new Date(now.getTime() + LEASE_MS);
    const taken = await this.repository.take(tx, platform, kind, now, maxIds, lease);
    if (kind !== 'news' || taken.length === 0 || pace.aheadMs === 0) return taken;
    const ahead = new Date(now.getTime() + pace.aheadMs);
    for (const filler of ['whole', 'figures'] as const) {
      const room = maxIds - taken.length;
      if (room > 0) taken.push(...(await this.repository.take(tx, platform, filler, ahead, room, lease)));
    }
    return taken;
  }

  private async refreshWhole(platform: Platform, lookup: Lookup, looks: readonly DueLook[], call: Call) {
    const externalIds = looks.map(({ externalId }) => externalId);
    const { found, missingIds } = await lookup.contents(externalIds, call);
    const sources = await this.intake.sources(platform, externalIds);
    const backlogs = await this.schedules.backlogs([...sources.values()].map(({ channelId }) => channelId));
    await this.database.transaction(async (tx) => {
      await this.intake.hold(tx, platform, externalIds);
      const findings = found.flatMap((item) => {
        const source = sources.get(item.externalId);
        if (source === undefined) return [];
        const backlogUntil = backlogs.get(source.channelId) ?? null;
        const isBacklog = backlogUntil !== null && item.publishedAt <= backlogUntil;
        return [{ source, item, isHint: false, isBacklog }];
      });
      await this.keep(tx, platform, await this.intake.settle(tx, platform, findings, missingIds));
    });
  }

  private async refreshFigures(platform: Platform, lookup: Lookup, looks: readonly DueLook[], call: Call) {
    const externalIds = looks.map(({ externalId }) => externalId);
    const { found, missingIds } = await lookup.statistics(externalIds, call);
    await this.database.transaction(async (tx) => {
      await this.intake.hold(tx, platform, externalIds);
      const counted = await this.intake.count(tx, platform, found);
      await this.keep(tx, platform, [...counted, ...(await this.intake.miss(tx, platform, missingIds))]);
    });
  }

  private async keep(tx: Tx, platform: Platform, standings: readonly Standing[]) {
    await this.schedule(tx, platform, standings, 'replace');
    const shown = standings.filter(({ missingSince }) => missingSince === null);
    await this.figures.keepOfContents(
      tx,
      shown.map(({ id }) => id),
      this.clock.now(),
    );
  }

  private async putOff(platform: Platform, kind: LookKind, looks: readonly DueLook[], error: ConnectorError) {
    const failures = Math.max(...looks.map((look) => look.failures));
    const until = retryTime(error.retryAt, failures, RETRY_SECONDS[kind], this.clock.now().getTime());
    await this.repository.putOff(
      looks.map(({ contentId }) => contentId),
      until,
    );
    this.log.warn('contents.look_failed', { platform, kind, count: looks.length, code: error.code, until });
    if (kind !== 'news' || error.kind !== 'quota_exhausted') return;
    const externalIds = looks.map(({ externalId }) => externalId);
    await this.database.transaction((tx) => this.intake.trust(tx, platform, externalIds));
  }
}
