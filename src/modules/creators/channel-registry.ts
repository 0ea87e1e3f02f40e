import { Injectable } from '@nestjs/common';
import type { ChannelProfile } from '../../connectors/index.js';
import { Changes } from '../../platform/changes/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import { BlockedChannelsRepository } from './blocked-channels.repository.js';
import { ChannelsRepository } from './channels.repository.js';
import { CREATORS_CHANGED } from './creators.changes.js';
import { ChannelAlreadyAdded, ChannelBlocked, CreatorMerged, CreatorNotFound } from './creators.errors.js';
import { channelAdded, channelMoved, channelRemoved } from './creators.events.js';
import { CreatorsRepository, type NewCreatorRow } from './creators.repository.js';
import type { Removal } from './creators.schemas.js';
import type { ChannelRow, CreatorRow } from './creators.tables.js';

/** Whose which channel is. All its steps are parts of a transaction that has locked the structure. */
@Injectable()
export class ChannelRegistry {
  constructor(
    private readonly creators: CreatorsRepository,
    private readonly channels: ChannelsRepository,
    private readonly blocked: BlockedChannelsRepository,
    private readonly events: Events,
    private readonly changes: Changes,
  ) {}

  /**
   * Locks the structure and finds the creators that are to be changed, in the order of `ids`.
   * @throws CreatorNotFound, CreatorMerged
   */
  async lock(tx: Tx, ids: readonly string[]): Promise<CreatorRow[]> {
    await this.creators.lockStructure(tx);
    const rows: CreatorRow[] = [];
    for (const id of ids) {
      const row = await this.creators.findById(id, tx);
      if (row === null) throw new CreatorNotFound();
      if (row.mergedIntoId !== null) throw new CreatorMerged();
      rows.push(row);
    }
    return rows;
  }

  /**
   * Adds a creator with these channels.
   * @returns their id
   * @throws ChannelAlreadyAdded, ChannelBlocked
   */
  async enlist(
    tx: Tx,
    profiles: readonly ChannelProfile[],
    details: Pick<NewCreatorRow, 'category' | 'tags'> = {},
  ): Promise<string> {
    const { id } = await this.creators.insert(tx, { ...describe(profiles), ...details });
    await this.attach(tx, id, profiles);
    return id;
  }

  /** @throws ChannelAlreadyAdded, ChannelBlocked */
  async attach(tx: Tx, creatorId: string, profiles: readonly ChannelProfile[]): Promise<void> {
    for (const profile of profiles) {
      if (await this.blocked.has(tx, profile)) throw new ChannelBlocked();
      const channel = await this.channels.insert(tx, { ...channelOf(profile), creatorId });
      if (channel === null) throw new ChannelAlreadyAdded();
      await this.events.publish(tx, channelAdded, { channelId: channel.id, creatorId });
    }
    await this.creators.recount(tx, [creatorId]);
  }

  /**
   * The creator's channel that a platform describes: the one they have, or a new one.
   * @throws ChannelBlocked, ChannelAlreadyAdded where it is another creator's
   */
  async adopt(
    tx: Tx,
    creatorId: string,
    profile: ChannelProfile,
  ): Promise<{ channel: ChannelRow; isNew: boolean }> {
    const find = () => this.channels.findByExternalId(profile.platform, profile.externalId, tx);
    const known = await find();
    if (known === null) await this.attach(tx, creatorId, [profile]);
    const channel = known ?? (await find());
    if (channel?.creatorId !== creatorId) throw new ChannelAlreadyAdded();
    return { channel, isNew: known === null };
  }

  /** Removes channels with their contents. */
  async detach(tx: Tx, channels: readonly ChannelRow[], { block, reason }: Removal): Promise<void> {
    if (block) await this.blocked.insert(tx, channels, reason ?? null);
    await this.channels.delete(
      tx,
      channels.map(({ id }) => id),
    );
    const creatorIds = [...new Set(channels.map(({ creatorId }) => creatorId))];
    await this.creators.recount(tx, creatorIds);
    await this.changes.publish(tx, CREATORS_CHANGED, creatorIds);
    await this.events.publishMany(
      tx,
      channelRemoved,
      channels.map(({ id: channelId, creatorId, platform, externalId }) => ({
        channelId,
        creatorId,
        platform,
        externalId,
      })),
    );
  }

  /**
   * Gives channels and their contents to another creator.
   * @param ids which of them; all where it is left out
   * @returns ids of those that moved
   */
  async move(tx: Tx, fromCreatorId: string, toCreatorId: string, ids?: readonly string[]): Promise<string[]> {
    const moved = await this.channels.move(tx, fromCreatorId, toCreatorId, ids);
    await this.creators.recount(tx, [fromCreatorId, toCreatorId]);
    await this.changes.publish(tx, CREATORS_CHANGED, [fromCreatorId, toCreatorId]);
    await this.events.publishMany(
      tx,
      channelMoved,
      moved.map((channelId) => ({ channelId, fromCreatorId, toCreatorId })),
    );
    return moved;
  }
}

/** A creator, as their channels tell of them: named like the first. */
function describe(profiles: readonly ChannelProfile[]) {
  const first = profiles.find(({ title }) => title !== '') ?? profiles[0];
  return {
    name: first?.handle ?? first?.title ?? '',
    displayName: first?.title ?? '',
    avatar: profiles.find(({ avatarUrl }) => avatarUrl !== null)?.avatarUrl ?? null,
    description: first?.description ?? '',
  };
}

function channelOf({ platform, externalId, handle, title, url, followerCount, viewCount }: ChannelProfile) {
  return { platform, externalId, handle, title, url, followerCount, viewCount };
}
