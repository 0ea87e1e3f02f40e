import { Injectable } from '@nestjs/common';
import { ConnectorError, type PushedNews } from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Log, Metrics } from '../../platform/telemetry/index.js';
import { ContentsIntake } from '../contents/index.js';
import { type ChannelRow, Connectors } from '../creators/index.js';
import { LooksService } from './looks.service.js';
import { PushRepository } from './push.repository.js';
import { ScheduleRepository } from './schedule.repository.js';

/** Takes in what platforms bring by themselves. */
@Injectable()
export class NewsIntake {
  private readonly received;

  constructor(
    private readonly database: Database,
    private readonly pushes: PushRepository,
    private readonly schedules: ScheduleRepository,
    private readonly intake: ContentsIntake,
    private readonly looks: LooksService,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.received = metrics.counter('mypick_pushes_total', 'Pushes that platforms brought.', ['outcome']);
  }

  /**
   * Reads what was brought.
   * @param about what the log says of it where it cannot be read
   * @returns null where it is forged or broken
   */
  read<News>(about: Record<string, string>, read: () => News): News | null {
    try {
      const news = read();
      this.received.inc({ outcome: 'read' });
      return news;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      this.received.inc({ outcome: error.kind });
      this.log.warn('push.dropped', { ...about, code: error.code });
      return null;
    }
  }

  /**
   * Stores news of a channel, to be looked at as soon as may be where its platform can be asked.
   * @param deletions `doubtful` ones are asked about first, where that can be done
   */
  async take(
    { id: channelId, platform }: ChannelRow,
    { items, goneIds }: PushedNews,
    deletions: 'sure' | 'doubtful',
  ): Promise<void> {
    const canLookUp = this.connectors.find(platform)?.lookup !== undefined;
    const backlogUntil = (await this.schedules.backlogs([channelId])).get(channelId) ?? null;
    await this.database.transaction(async (tx) => {
      const standings = await this.intake.take(
        tx,
        platform,
        items.map((item) => ({
          ...{ source: { channelId, platform }, item, isHint: canLookUp },
          isBacklog: backlogUntil === null || item.publishedAt <= backlogUntil,
        })),
      );
      const isDoubtful = canLookUp && deletions === 'doubtful';
      const missing = isDoubtful ? await this.intake.miss(tx, platform, goneIds) : [];
      if (!isDoubtful) await this.intake.remove(tx, platform, goneIds);
      // A push also tells of edits: what is known is looked at again, too.
      if (canLookUp) await this.looks.hurry(tx, platform, [...standings, ...missing]);
      await this.pushes.update(tx, channelId, { lastNewsAt: this.clock.now(), missed: 0 });
    });
  }
}
