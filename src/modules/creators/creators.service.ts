import { Injectable } from '@nestjs/common';
import type { ChannelProfile, Platform } from '../../connectors/index.js';
import { Changes } from '../../platform/changes/index.js';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { Forbidden } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import type { Principal } from '../../platform/http/index.js';
import { CategoriesService } from './categories.service.js';
import { ChannelRegistry } from './channel-registry.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsRepository, type SyncFailure } from './channels.repository.js';
import { CREATORS_CHANGED } from './creators.changes.js';
import { CreatorChannelNotFound, CreatorHasOwner, CreatorNotFound } from './creators.errors.js';
import { creatorRemoved } from './creators.events.js';
import { CreatorsRepository, type CreatorSummary } from './creators.repository.js';
import {
  type CreatorUpdate,
  type CreatorView,
  type NewChannel,
  type NewCreator,
  presentCreator,
  type Removal,
} from './creators.schemas.js';
import type { ChannelRow, CreatorRow } from './creators.tables.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/**
 * Creators and the channels they publish on. Who was merged into another is found under their own id, too: what is asked
 * of them is asked of the survivor.
 */
@Injectable()
export class CreatorsService {
  constructor(
    private readonly database: Database,
    private readonly creators: CreatorsRepository,
    private readonly channels: ChannelsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly registry: ChannelRegistry,
    private readonly categories: CategoriesService,
    private readonly resolver: ChannelResolver,
    private readonly events: Events,
    private readonly changes: Changes,
  ) {}

  /**
   * Looks the channels up on their platforms and adds the creator they belong to, named like the first of them.
   * @throws ChannelAlreadyAdded, ChannelBlocked, CategoryNotFound, PlatformNotSupported, XNotConfigured, PlatformFailed
   */
  async add({ channels, category, tags }: NewCreator, me: Principal): Promise<CreatorView> {
    const profiles = await this.resolve(channels);
    const id = await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, []);
      if (category !== undefined) await this.categories.hold(tx, category);
      return this.registry.enlist(tx, profiles, { category: category ?? null, tags });
    });
    return this.get(id, me);
  }

  /**
   * Looks channels up on their platforms. One that is named twice is one.
   * @throws PlatformNotSupported, PlatformFailed
   */
  async resolve(channels: readonly NewChannel[]): Promise<ChannelProfile[]> {
    const profiles = await Promise.all(
      channels.map(({ platform, url }) => this.resolver.resolve(platform, url)),
    );
    return [
      ...new Map(profiles.map((profile) => [`${profile.platform} ${profile.externalId}`, profile])).values(),
    ];
  }

  /**
   * Makes sure that these channels are there: with a creator of their own, or with the one who has any of them already.
   * @throws ChannelBlocked
   */
  async ensure(tx: Tx, profiles: readonly ChannelProfile[]): Promise<{ creatorId: string; isNew: boolean }> {
    await this.registry.lock(tx, []);
    const known = await this.channels.findByProfiles(tx, profiles);
    const owner = known[0]?.creatorId;
    if (owner === undefined) return { creatorId: await this.registry.enlist(tx, profiles), isNew: true };
    const isKnown = ({ platform, externalId }: ChannelProfile) =>
      known.some((channel) => channel.platform === platform && channel.externalId === externalId);
    await this.registry.attach(
      tx,
      owner,
      profiles.filter((profile) => !isKnown(profile)),
    );
    return { creatorId: owner, isNew: false };
  }

  /**
   * Changes what is given and leaves the rest.
   * @throws CreatorNotFound, CategoryNotFound, Forbidden for what only admins may change
   */
  async update(id: string, update: CreatorUpdate, me: Principal): Promise<CreatorView> {
    const { id: creatorId } = await this.requireManaged(id, me);
    if (update.isVerified !== undefined && me.role !== 'admin') throw new Forbidden();
    const changes = Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
    await this.database.transaction(async (tx) => {
      if (typeof update.category === 'string') await this.categories.hold(tx, update.category);
      await this.creators.update(tx, creatorId, changes);
      await this.changes.publish(tx, CREATORS_CHANGED, [creatorId]);
    });
    return this.get(creatorId, me);
  }

  /**
   * Removes a creator with everything of theirs.
   * @throws CreatorNotFound, CreatorMerged
   */
  async remove(id: string, removal: Removal): Promise<{ removed: true }> {
    await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [id]);
      const channels = await this.channels.findByCreators([id], tx);
      await this.registry.detach(tx, channels, removal);
      await this.creators.delete(tx, id);
      await this.changes.publish(tx, CREATORS_CHANGED, [id]);
      await this.events.publish(tx, creatorRemoved, { creatorId: id });
    });
    return { removed: true };
  }

  /**
   * Makes a user who proved that they are this creator their owner.
   * @throws CreatorNotFound, CreatorHasOwner
   */
  async assignOwner(tx: Tx, id: string, userId: string): Promise<void> {
    const creator = await this.hold(tx, id);
    if (creator.ownerId !== null && creator.ownerId !== userId) throw new CreatorHasOwner();
    await this.creators.update(tx, creator.id, { ownerId: userId, isVerified: true });
  }

  /** @throws CreatorNotFound */
  async get(id: string, me: Principal): Promise<CreatorView> {
    const [view] = await this.views([await this.require(id)], me.userId);
    if (view === undefined) throw new CreatorNotFound();
    return view;
  }

  /** @throws CreatorNotFound */
  async require(id: string): Promise<CreatorRow> {
    const row = await this.find(id);
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

  /** Who was merged is found as the survivor. */
  async find(id: string, executor: Executor = this.database.db): Promise<CreatorRow | null> {
    const row = await this.creators.findById(id, executor);
    return row?.mergedIntoId == null ? row : this.find(row.mergedIntoId, executor);
  }

  /**
   * The creator, whose follows and counts stay as they are until the transaction ends.
   * @throws CreatorNotFound
   */
  async hold(tx: Tx, id: string): Promise<CreatorRow> {
    const found = await this.find(id, tx);
    const [row] = found === null ? [] : await this.creators.lock(tx, [found.id]);
    if (row === undefined) throw new CreatorNotFound();
    // Merged at this very moment.
    return row.mergedIntoId === null ? row : this.hold(tx, row.mergedIntoId);
  }

  /** What of these creators is shown beside their contents, by id. */
  async summaries(ids: readonly string[]): Promise<Map<string, CreatorSummary>> {
    const summaries = await this.creators.findSummaries([...new Set(ids)]);
    return new Map(summaries.map((summary) => [summary.id, summary]));
  }

  /** Those of these creators whom people see, with their channels. */
  async shown(ids: readonly string[]): Promise<{ creator: CreatorRow; channels: ChannelRow[] }[]> {
    const rows = await this.creators.findShown([...new Set(ids)]);
    const channels = await this.channels.findByCreators(rows.map(({ id }) => id));
    return rows.map((creator) => ({
      creator,
      channels: channels.filter(({ creatorId }) => creatorId === creator.id),
    }));
  }

  /** Those of these creators whom people see, as `userId` sees them. */
  async viewsById(ids: readonly string[], userId: string): Promise<Map<string, CreatorView>> {
    const views = await this.views(await this.creators.findShown(ids), userId);
    return new Map(views.map((view) => [view.id, view]));
  }

  async views(rows: readonly CreatorRow[], userId: string): Promise<CreatorView[]> {
    const ids = rows.map(({ id }) => id);
    const [channels, wishes] = await Promise.all([
      this.channels.findByCreators(ids),
      this.subscriptions.wishes(userId, ids),
    ]);
    return rows.map((row) =>
      presentCreator(
        row,
        channels.filter(({ creatorId }) => creatorId === row.id),
        wishes.get(row.id),
      ),
    );
  }

  findChannel(id: string): Promise<ChannelRow | null> {
    return this.channels.findById(id);
  }

  /** By the platform's own id; null where it belongs to nobody here. */
  findChannelOn(
    platform: Platform,
    externalId: string,
    executor: Executor = this.database.db,
  ): Promise<ChannelRow | null> {
    return this.channels.findByExternalId(platform, externalId, executor);
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
   * @throws CreatorNotFound, CreatorMerged, ChannelBlocked, ChannelAlreadyAdded where it is another creator's
   */
  async adoptChannel(
    tx: Tx,
    creatorId: string,
    profile: ChannelProfile,
  ): Promise<{ channel: ChannelRow; isNew: boolean }> {
    await this.registry.lock(tx, [creatorId]);
    return this.registry.adopt(tx, creatorId, profile);
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

  /** Adds to the counts of what is shown of channels, and of their creators. */
  async addContents(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
    if (counts.size > 0) await this.creators.addContents(tx, await this.channels.addContents(tx, counts));
  }

  /**
   * Keeps channels with their creators until the transaction ends.
   * @returns whose each channel is; those that are gone are left out
   */
  holdChannels(tx: Tx, channelIds: readonly string[]): Promise<Map<string, string>> {
    return this.channels.hold(tx, channelIds);
  }

  /**
   * Asks the platform what a channel says of itself at this moment; null where it is not there any more.
   * @throws PlatformNotSupported, PlatformFailed
   */
  readChannel(channel: ChannelRow): Promise<ChannelProfile | null> {
    return this.resolver.read(channel);
  }
}
