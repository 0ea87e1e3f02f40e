import { Injectable } from '@nestjs/common';
import {
  type Call,
  type Connector,
  ConnectorError,
  type ContentItem,
  type Platform,
} from '../../connectors/index.js';
import { Cacheable } from '../../platform/cache/index.js';
import { Database } from '../../platform/database/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { type ContentSource, ContentsIntake, ContentsService } from '../contents/index.js';
import { Connectors, CreatorsService } from '../creators/index.js';
import { LooksService } from './looks.service.js';
import { ScheduleRepository } from './schedule.repository.js';

/** Whoever asks for the same content so soon is answered with what was found before. */
const AT_MOST_EVERY_SECONDS = 60;

/** Asks a platform for one content again while somebody waits: signed links end, and what they led to may be elsewhere. */
@Injectable()
export class ContentRefreshService {
  constructor(
    private readonly database: Database,
    private readonly contents: ContentsService,
    private readonly intake: ContentsIntake,
    private readonly schedules: ScheduleRepository,
    private readonly looks: LooksService,
    private readonly creators: CreatorsService,
    private readonly connectors: Connectors,
    private readonly log: Log,
  ) {}

  /**
   * Takes in what the platform says of a content now. Many who ask at once cost one call, and those within a minute none.
   * @returns whether the platform showed it; what it refuses is no error here: what is known stays
   * @throws ContentNotFound
   */
  @Cacheable('content-refresh', { ttl: AT_MOST_EVERY_SECONDS })
  async refreshContent(contentId: string): Promise<boolean> {
    const { platform, externalId } = await this.contents.get(contentId);
    const source = (await this.intake.sources(platform, [externalId])).get(externalId);
    const connector = this.connectors.find(platform);
    if (source === undefined || connector === null) return false;
    try {
      const item = await this.ask(connector, source, externalId);
      if (item !== null) await this.take(platform, source, item);
      return item !== null;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      this.log.warn('content.refresh_failed', { contentId, code: error.code, message: error.message });
      return false;
    }
  }

  private async ask(
    connector: Connector,
    { channelId }: ContentSource,
    externalId: string,
  ): Promise<ContentItem | null> {
    const call: Call = { priority: 'interactive' };
    if (connector.lookup !== undefined) {
      const { found } = await connector.lookup.contents([externalId], call);
      return found[0] ?? null;
    }
    const channel = await this.creators.findChannel(channelId);
    if (channel === null || connector.findItem === undefined) return null;
    return connector.findItem(channel, externalId, call);
  }

  private async take(platform: Platform, source: ContentSource, item: ContentItem): Promise<void> {
    const backlogUntil = (await this.schedules.backlogs([source.channelId])).get(source.channelId) ?? null;
    const isBacklog = backlogUntil === null || item.publishedAt <= backlogUntil;
    await this.database.transaction(async (tx) => {
      const standings = await this.intake.take(tx, platform, [{ source, item, isHint: false, isBacklog }]);
      await this.looks.schedule(tx, platform, standings, 'replace');
    });
  }
}
