import { type Finding, ContentsIntake } from '../../src/modules/contents/index.js';
import type { Platform } from '../../src/modules/creators/index.js';
import { Database } from '../../src/platform/database/index.js';
import type { RunningServer } from '../../src/server.js';
import type { TestDatabase } from './databases.js';

type Item = Finding['item'];

export interface Publishing {
  id: string;
  /** Channels by platform. */
  channels: Record<Platform, string>;
}

export interface Published {
  id: string;
  externalId: string;
  platform: Platform;
}

const PLATFORMS: Platform[] = ['youtube', 'instagram', 'x'];
let count = 0;

/** Creators whose contents are taken in as if a platform had told of them, without one. */
export class Publisher {
  private readonly intake: ContentsIntake;
  private readonly transactions: Database;

  constructor(
    server: RunningServer,
    private readonly database: TestDatabase,
  ) {
    this.intake = server.app.get(ContentsIntake);
    this.transactions = server.app.get(Database);
  }

  /** With a channel on every platform. */
  async addCreator(name = `Creator ${(count += 1)}`): Promise<Publishing> {
    const [creator] = await this.database.query<{ id: string }>(
      'INSERT INTO creators (name, display_name) VALUES ($1, $1) RETURNING id',
      [name],
    );
    const channels = await this.database.query<{ id: string; platform: Platform }>(
      `INSERT INTO creator_channels (creator_id, platform, external_id, title, url)
       SELECT $1::bigint, platform, format('channel-%s-%s', $1::bigint, platform), '', '' FROM unnest($2::text[]) AS platform RETURNING id, platform`,
      [creator!.id, PLATFORMS],
    );
    const ids = Object.fromEntries(channels.map(({ id, platform }) => [platform, id]));
    return { id: creator!.id, channels: ids as Publishing['channels'] };
  }

  /** One after the other in time, unless they say when. Publishing something that is known edits it. */
  async publish(
    creator: Publishing,
    platform: Platform,
    items: readonly Partial<Item>[],
  ): Promise<Published[]> {
    const source = { channelId: creator.channels[platform], platform };
    const findings = items.map((item) => ({
      ...{ source, item: { ...itemOf(platform), ...item }, isHint: false, isBacklog: true },
    }));
    const standings = await this.transactions.transaction((tx) => this.intake.take(tx, platform, findings));
    return standings.map(({ id, externalId }) => ({ id, externalId, platform }));
  }

  /** Its platform says that it was deleted. */
  async remove({ platform, externalId }: Published): Promise<void> {
    await this.transactions.transaction((tx) => this.intake.remove(tx, platform, [externalId]));
  }
}

function itemOf(platform: Platform): Item {
  const number = (count += 1);
  const externalId = `item-${platform}-${number}`;
  return {
    externalId,
    type: platform === 'youtube' ? 'video' : platform === 'instagram' ? 'image' : 'post',
    title: `제목 ${number}`,
    description: '',
    url: `https://example.com/${platform}/${externalId}`,
    thumbnailUrl: null,
    durationSeconds: null,
    publishedAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
    scheduledAt: null,
    liveStatus: null,
    statistics: { views: null, likes: null, comments: null, shares: null },
    tags: [],
    category: null,
    language: null,
    media: [],
    quoted: null,
    withheldIn: [],
  };
}
