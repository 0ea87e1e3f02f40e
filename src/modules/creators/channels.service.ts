import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { BlockedChannelsRepository } from './blocked-channels.repository.js';
import { ChannelRegistry } from './channel-registry.js';
import { type BlockedChannelView, type ChannelPath, presentBlockedChannel } from './channels.schemas.js';
import { ChannelsRepository } from './channels.repository.js';
import { BlockedChannelNotFound, CreatorChannelNotFound } from './creators.errors.js';
import type { CreatorView, NewChannel, Removal } from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';

/** The channels of creators, one by one. */
@Injectable()
export class ChannelsService {
  constructor(
    private readonly database: Database,
    private readonly creators: CreatorsService,
    private readonly registry: ChannelRegistry,
    private readonly channels: ChannelsRepository,
    private readonly blocked: BlockedChannelsRepository,
  ) {}

  /**
   * Looks a channel up on its platform and adds it to a creator.
   * @throws CreatorNotFound, CreatorMerged, ChannelAlreadyAdded, ChannelBlocked, PlatformNotSupported, PlatformFailed
   */
  async add(creatorId: string, channel: NewChannel, me: Principal): Promise<CreatorView> {
    await this.creators.require(creatorId);
    const profiles = await this.creators.resolve([channel]);
    await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [creatorId]);
      await this.registry.attach(tx, creatorId, profiles);
    });
    return this.creators.get(creatorId, me);
  }

  /**
   * Removes a channel with its contents.
   * @throws CreatorNotFound, CreatorMerged, CreatorChannelNotFound
   */
  async remove({ id, channelId }: ChannelPath, removal: Removal, me: Principal): Promise<CreatorView> {
    await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [id]);
      const channel = await this.channels.findOfCreator(id, channelId, tx);
      if (channel === null) throw new CreatorChannelNotFound();
      await this.registry.detach(tx, [channel], removal);
    });
    return this.creators.get(id, me);
  }

  /**
   * Has a channel collected, or no more: what it has stays.
   * @throws CreatorNotFound, CreatorChannelNotFound
   */
  async setActive({ id, channelId }: ChannelPath, isActive: boolean, me: Principal): Promise<CreatorView> {
    const channel = await this.creators.requireChannel(id, channelId);
    if (channel.isActive !== isActive) {
      const syncStatus = isActive ? 'active' : 'disabled';
      await this.channels.update(this.database.db, channelId, { isActive, syncStatus });
    }
    return this.creators.get(id, me);
  }

  /**
   * Gives a channel and its contents to another creator. Where they have it already, nothing is left to be done.
   * @returns the creator who has it now
   * @throws CreatorNotFound, CreatorMerged, CreatorChannelNotFound
   */
  async move({ id, channelId }: ChannelPath, toCreatorId: string, me: Principal): Promise<CreatorView> {
    await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [id, toCreatorId]);
      const channel = await this.channels.findById(channelId, tx);
      if (channel?.creatorId === toCreatorId) return;
      if (channel?.creatorId !== id) throw new CreatorChannelNotFound();
      await this.registry.move(tx, id, toCreatorId, [channelId]);
    });
    return this.creators.get(toCreatorId, me);
  }

  async listBlocked(query: { page: number; limit: number }): Promise<ListPart<BlockedChannelView>> {
    const { rows, total } = await this.blocked.findPage(query.page, query.limit);
    return pageOf(rows.map(presentBlockedChannel), total, query);
  }

  /**
   * Lets a channel be added again.
   * @throws BlockedChannelNotFound
   */
  async unblock(id: string): Promise<{ removed: true }> {
    if (!(await this.blocked.delete(id))) throw new BlockedChannelNotFound();
    return { removed: true };
  }
}
