import { Injectable } from '@nestjs/common';
import type { ChannelProfile, Platform } from '../../connectors/index.js';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { Forbidden } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { ChannelsRepository, type SyncFailure } from './channels.repository.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelAlreadyAdded, CreatorChannelNotFound, CreatorNotFound } from './creators.errors.js';
import { channelAdded } from './creators.events.js';
import { CreatorsRepository, type CreatorSummary } from './creators.repository.js';
import { type CreatorQuery, type CreatorView, type NewCreator, presentCreator } from './creators.schemas.js';
import type { ChannelRow, CreatorRow } from './creators.tables.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Creators and the channels they publish on. */
@Injectable()
export class CreatorsService {
  constructor(
    private readonly database: Database,
    private readonly creators: CreatorsRepository,
    private readonly channels: ChannelsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly resolver: ChannelResolver,
    private readonly events: Events,
  ) {}

  /**
   * Looks the channels up on their platforms and adds the creator they belong to, named like the first of them.
   * @throws ChannelAlreadyAdded, PlatformNotSupported, XNotConfigured, PlatformFailed
   */
  async add({ channels, category, tags }: NewCreator, me: Principal): Promise<CreatorView> {
    const profiles = await Promise.all(
      channels.map(({ platform, url }) => this.resolver.resolve(platform, url)),
    );
    const creator = await this.database.transaction(async (tx) => {
      const row = await this.creators.insert(tx, { ...describe(profiles), category: category ?? null, tags });
      for (const profile of profiles) {
        const channel = await this.channels.insert(tx, { ...channelOf(profile), creatorId: row.id });
        if (channel === null) throw new ChannelAlreadyAdded();
        await this.events.publish(tx, channelAdded, { channelId: channel.id, creatorId: row.id });
      }
      return row;
    });
    return this.view(creator, me);
  }

  /** @throws CreatorNotFound */
  async get(id: string, me: Principal): Promise<CreatorView> {
    return this.view(await this.require(id), me);
  }

  async list(query: CreatorQuery, me: Principal): Promise<ListPart<CreatorView>> {
    const { rows, total } = await this.creators.findPage(query, me.userId);
    return pageOf(await this.views(rows, me.userId), total, query);
  }

  /** @throws CreatorNotFound */
  async require(id: string): Promise<CreatorRow> {
    const row = await this.creators.findById(id);
    if (row === null) throw new CreatorNotFound();
    return row;
  }

  /**
   * The creator, for somebody who may decide over them: an admin, or the user who they are.
   * @throws CreatorNotFound, Forbidden
   */
  async requireManaged(id: string, me: Principal): Promise<CreatorRow> {
    const row = await this.require(id);
    if (me.role !== 'admin' && row.ownerId !== me.userId) throw new Forbidden();
    return row;
  }

  find(id: string): Promise<CreatorRow | null> {
    return this.creators.findById(id);
  }

  /** What of these creators is shown beside their contents, by id. */
  async summaries(ids: readonly string[]): Promise<Map<string, CreatorSummary>> {
    const summaries = await this.creators.findSummaries([...new Set(ids)]);
    return new Map(summaries.map((summary) => [summary.id, summary]));
  }

  async views(rows: readonly CreatorRow[], userId: string): Promise<CreatorView[]> {
    const ids = rows.map(({ id }) => id);
    const [channels, levels] = await Promise.all([
      this.channels.findByCreators(ids),
      this.subscriptions.levels(userId, ids),
    ]);
    return rows.map((row) =>
      presentCreator(
        row,
        channels.filter(({ creatorId }) => creatorId === row.id),
        levels.get(row.id),
      ),
    );
  }

  findChannel(id: string): Promise<ChannelRow | null> {
    return this.channels.findById(id);
  }

  /** By the platform's own id; null where it belongs to nobody here. */
  findChannelOn(platform: Platform, externalId: string): Promise<ChannelRow | null> {
    return this.channels.findByExternalId(platform, externalId);
  }

  /** @throws CreatorChannelNotFound */
  async requireChannel(creatorId: string, channelId: string): Promise<ChannelRow> {
    const channel = await this.channels.findOfCreator(creatorId, channelId);
    if (channel === null) throw new CreatorChannelNotFound();
    return channel;
  }

  channelsOf(creatorId: string): Promise<ChannelRow[]> {
    return this.channels.findByCreators([creatorId]);
  }

  /**
   * The creator's channel that a platform describes: the one they have, or a new one.
   * @throws ChannelAlreadyAdded where it is another creator's
   */
  async adoptChannel(
    tx: Tx,
    creatorId: string,
    profile: ChannelProfile,
  ): Promise<{ channel: ChannelRow; isNew: boolean }> {
    const { platform, externalId } = profile;
    const added = await this.channels.insert(tx, { ...channelOf(profile), creatorId });
    const channel = added ?? (await this.channels.findByExternalId(platform, externalId, tx));
    if (channel?.creatorId !== creatorId) throw new ChannelAlreadyAdded();
    await this.creators.recount(tx, [creatorId]);
    if (added !== null) await this.events.publish(tx, channelAdded, { channelId: channel.id, creatorId });
    return { channel, isNew: added !== null };
  }

  /** Channels whose platform was not asked since then what they say of themselves. */
  channelsNotDescribedSince(platform: Platform, since: Date, limit: number): Promise<ChannelRow[]> {
    return this.channels.findNotDescribedSince(platform, since, limit);
  }

  /** Writes down what channels say of themselves today; what was not found stays as it was. */
  async describeChannels(
    tx: Tx,
    channels: readonly ChannelRow[],
    profiles: readonly ChannelProfile[],
    now: Date,
  ): Promise<void> {
    await this.channels.describe(tx, channels, profiles, now);
    await this.creators.recount(tx, [...new Set(channels.map(({ creatorId }) => creatorId))]);
  }

  recordSync(executor: Executor, channelId: string, failure: SyncFailure | null): Promise<void> {
    return this.channels.recordSync(executor, channelId, failure);
  }

  addContents(executor: Executor, creatorId: string, count: number): Promise<void> {
    return this.creators.addContents(executor, creatorId, count);
  }

  private async view(row: CreatorRow, me: Principal): Promise<CreatorView> {
    const [view] = await this.views([row], me.userId);
    if (view === undefined) throw new CreatorNotFound();
    return view;
  }
}

/** A creator, as their channels tell of them: named like the first, counted over all. */
function describe(profiles: readonly ChannelProfile[]) {
  const first = profiles.find(({ title }) => title !== '') ?? profiles[0];
  const sum = (count: (profile: ChannelProfile) => number | null) =>
    profiles.reduce((total, profile) => total + (count(profile) ?? 0), 0);
  return {
    name: first?.handle ?? first?.title ?? '',
    displayName: first?.title ?? '',
    avatar: profiles.find(({ avatarUrl }) => avatarUrl !== null)?.avatarUrl ?? null,
    description: first?.description ?? '',
    followerCount: sum(({ followerCount }) => followerCount),
    totalViews: sum(({ viewCount }) => viewCount),
  };
}

function channelOf({ platform, externalId, handle, title, url, followerCount, viewCount }: ChannelProfile) {
  return { platform, externalId, handle, title, url, followerCount, viewCount };
}
