import { Injectable } from '@nestjs/common';
import { Changes, EVERYTHING } from '../../platform/changes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { ChannelRegistry } from './channel-registry.js';
import { FOLLOWS_CHANGED } from './creators.changes.js';
import { CreatorNotFound, MergedWithItself, MergeNotFound, MergeNotLatest } from './creators.errors.js';
import { creatorMerged, creatorMergeUndone } from './creators.events.js';
import { CreatorsRepository } from './creators.repository.js';
import type { CreatorView } from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import type { CreatorRow } from './creators.tables.js';
import { MergesRepository } from './merges.repository.js';
import { type MergePath, type MergeView, presentMerge } from './merges.schemas.js';
import type { MergeRow, Taken } from './merges.tables.js';

/** Two creators who are one, and how to make two of them again. */
@Injectable()
export class MergesService {
  constructor(
    private readonly database: Database,
    private readonly merges: MergesRepository,
    private readonly repository: CreatorsRepository,
    private readonly creators: CreatorsService,
    private readonly registry: ChannelRegistry,
    private readonly events: Events,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /**
   * Merges a creator into another, who gets their channels, contents, fans and tags, and their owner where there is none
   * yet. Merging them again changes nothing.
   * @returns the survivor
   * @throws CreatorNotFound, CreatorMerged, MergedWithItself
   */
  async merge(id: string, mergedId: string, me: Principal): Promise<CreatorView> {
    if (id === mergedId) throw new MergedWithItself();
    await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [id]);
      const merged = await this.repository.findById(mergedId, tx);
      if (merged?.mergedIntoId === id) return;
      await this.registry.lock(tx, [mergedId]);
      await this.take(tx, id, mergedId, me);
    });
    return this.creators.get(id, me);
  }

  /**
   * Makes two creators of one again: channels go back with all their contents, fans as they were. Undoing twice is undoing
   * once; of several merges of a creator, the latest is undone first.
   * @returns the creator who is there again
   * @throws CreatorNotFound, CreatorMerged, MergeNotFound, MergeNotLatest
   */
  async undo({ id, mergeId }: MergePath, me: Principal): Promise<CreatorView> {
    const mergedId = await this.database.transaction(async (tx) => {
      await this.registry.lock(tx, [id]);
      const merge = await this.merges.find(tx, id, mergeId);
      if (merge === null) throw new MergeNotFound();
      if (merge.undoneAt === null) await this.giveBack(tx, merge);
      return merge.mergedId;
    });
    return this.creators.get(mergedId, me);
  }

  /** @throws CreatorNotFound */
  async list(id: string, query: { page: number; limit: number }): Promise<ListPart<MergeView>> {
    const creator = await this.creators.require(id);
    const { rows, total } = await this.merges.findPage(creator.id, query.page, query.limit);
    return pageOf(rows.map(presentMerge), total, query);
  }

  private async take(tx: Tx, id: string, mergedId: string, me: Principal): Promise<void> {
    const channelIds = await this.registry.move(tx, mergedId, id);
    const [survivor, merged] = await this.lockPair(tx, id, mergedId);
    const taken = takenOf(survivor, merged);
    const mergeId = await this.merges.insert(tx, {
      ...{ creatorId: id, mergedId, mergedBy: me.userId, channelIds, taken },
    });
    await this.merges.mergeFollows(tx, mergeId, mergedId, id);
    await this.repository.update(tx, mergedId, { mergedIntoId: id });
    await this.repository.update(tx, id, {
      ownerId: survivor.ownerId ?? taken.ownerId,
      isVerified: survivor.isVerified || taken.isVerified,
      tags: [...survivor.tags, ...taken.tags],
    });
    await this.repository.recountSubscribers(tx, [id, mergedId]);
    await this.changes.publish(tx, FOLLOWS_CHANGED, EVERYTHING);
    await this.events.publish(tx, creatorMerged, { mergeId, creatorId: id, mergedId });
  }

  private async giveBack(tx: Tx, merge: MergeRow): Promise<void> {
    const { id: mergeId, creatorId, mergedId, channelIds, taken } = merge;
    if (await this.merges.hasLater(tx, merge)) throw new MergeNotLatest();
    await this.registry.move(tx, creatorId, mergedId, channelIds);
    const [survivor] = await this.lockPair(tx, creatorId, mergedId);
    await this.merges.restoreFollows(tx, mergeId, creatorId, mergedId);
    await this.repository.update(tx, mergedId, { mergedIntoId: null });
    await this.repository.update(tx, creatorId, {
      ownerId: survivor.ownerId === taken.ownerId ? null : survivor.ownerId,
      isVerified: survivor.isVerified && !taken.isVerified,
      tags: survivor.tags.filter((tag) => !taken.tags.includes(tag)),
    });
    await this.repository.recountSubscribers(tx, [creatorId, mergedId]);
    await this.changes.publish(tx, FOLLOWS_CHANGED, EVERYTHING);
    await this.merges.markUndone(tx, mergeId, this.clock.now());
    await this.events.publish(tx, creatorMergeUndone, { mergeId, creatorId, mergedId });
  }

  private async lockPair(tx: Tx, id: string, mergedId: string): Promise<[CreatorRow, CreatorRow]> {
    const rows = new Map((await this.repository.lock(tx, [id, mergedId])).map((row) => [row.id, row]));
    const [survivor, merged] = [rows.get(id), rows.get(mergedId)];
    if (survivor === undefined || merged === undefined) throw new CreatorNotFound();
    return [survivor, merged];
  }
}

function takenOf(survivor: CreatorRow, merged: CreatorRow): Taken {
  return {
    ownerId: survivor.ownerId === null ? merged.ownerId : null,
    isVerified: !survivor.isVerified && merged.isVerified,
    tags: merged.tags.filter((tag) => !survivor.tags.includes(tag)),
  };
}
