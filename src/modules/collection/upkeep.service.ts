import { Injectable } from '@nestjs/common';
import { ConnectorError, type Lookup, type Platform, PLATFORMS } from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { ContentsIntake } from '../contents/index.js';
import { type ChannelRow, Connectors, CreatorsService } from '../creators/index.js';
import { cleanUpCollection, refreshChannels } from './collection.jobs.js';
import { FiguresRepository } from './figures.repository.js';
import { LooksRepository } from './looks.repository.js';
import { PushService } from './push.service.js';

const DAY_MS = 86_400_000;
/** What channels say of themselves is asked for once a day. */
const CHANNELS_EVERY_MS = DAY_MS;
/** YouTube's terms: other people's figures are not kept longer (developer policies III.E.4.d). */
const FIGURES_KEPT_MS = 30 * DAY_MS;
/** X's terms: what was deleted there is deleted here within a day. It is shown to nobody from the first minute. */
const GONE_KEPT_MS = DAY_MS;
const AT_A_TIME = 1_000;

/** What has to be done from time to time so that everything kept is fresh, and nothing is kept too long. */
@Injectable()
export class UpkeepService {
  constructor(
    private readonly database: Database,
    private readonly looks: LooksRepository,
    private readonly pushes: PushService,
    private readonly figures: FiguresRepository,
    private readonly intake: ContentsIntake,
    private readonly creators: CreatorsService,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @JobHandler(refreshChannels)
  async refreshAll(_data: object, { signal }: JobContext): Promise<void> {
    for (const platform of PLATFORMS) {
      const lookup = this.connectors.find(platform)?.lookup;
      if (lookup !== undefined) await this.refreshChannels(platform, lookup, signal);
    }
  }

  @JobHandler(cleanUpCollection)
  async cleanUp(_data: object, { signal }: JobContext): Promise<void> {
    const now = this.clock.now().getTime();
    await this.figures.forgetBefore(new Date(now - FIGURES_KEPT_MS));
    const goneBefore = new Date(now - GONE_KEPT_MS);
    while (!signal.aborted && (await this.intake.forgetGone(goneBefore, AT_A_TIME)) === AT_A_TIME);
    for (const platform of PLATFORMS) {
      if (this.connectors.find(platform)?.lookup !== undefined) await this.planUnplanned(platform, signal);
    }
    await this.pushes.addMissing(signal);
  }

  private async refreshChannels(platform: Platform, lookup: Lookup, signal: AbortSignal): Promise<void> {
    const before = new Date(this.clock.now().getTime() - CHANNELS_EVERY_MS);
    let channels: ChannelRow[];
    do {
      channels = await this.creators.channelsNotDescribedSince(platform, before, lookup.maxIds);
      if (channels.length === 0) return;
      try {
        await this.refresh(channels, lookup, signal);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        this.log.warn('channels.refresh_failed', { platform, code: error.code });
        return; // The next hour's run goes on where this one stopped.
      }
    } while (channels.length === lookup.maxIds && !signal.aborted);
  }

  private async refresh(channels: readonly ChannelRow[], lookup: Lookup, signal: AbortSignal): Promise<void> {
    const { found } = await lookup.channels(
      channels.map(({ externalId }) => externalId),
      { priority: 'background', signal },
    );
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await this.creators.describeChannels(tx, channels, found, now);
      await this.figures.keepOfChannels(
        tx,
        channels.map(({ id }) => id),
        now,
      );
    });
  }

  /** Gives a look to what has none: contents that were collected before there was a key to ask with. */
  private async planUnplanned(platform: Platform, signal: AbortSignal): Promise<void> {
    const look = { kind: 'whole', at: this.clock.now() } as const;
    let ids: string[];
    do {
      ids = await this.looks.findUnplanned(platform, AT_A_TIME);
      const looks = new Map(ids.map((id) => [id, look]));
      await this.looks.schedule(this.database.db, platform, looks, 'sooner');
    } while (ids.length === AT_A_TIME && !signal.aborted);
  }
}
