import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Forbidden } from '../../platform/errors/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { FOLLOWS_CHANGED } from './creators.changes.js';
import { NotSubscribed } from './creators.errors.js';
import { CreatorsRepository } from './creators.repository.js';
import type { CreatorView, SubscriptionView, WishUpdate } from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import type { ChannelRow } from './creators.tables.js';
import type { News } from './notify-levels.js';
import { SubscriptionsRepository, type Wish } from './subscriptions.repository.js';

/** Who follows whom. Following twice is following once. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly repository: CreatorsRepository,
    private readonly creators: CreatorsService,
    private readonly changes: Changes,
  ) {}

  /** @throws CreatorNotFound */
  async subscribe(creatorId: string, me: Principal): Promise<SubscriptionView> {
    const subscriberCount = await this.database.transaction(async (tx) => {
      const { id } = await this.creators.hold(tx, creatorId);
      const isNew = await this.subscriptions.insert(tx, me.userId, id);
      if (isNew) await this.changes.publish(tx, FOLLOWS_CHANGED, [me.userId]);
      return this.repository.addSubscribers(tx, id, isNew ? 1 : 0);
    });
    return { subscribed: true, subscriberCount };
  }

  /** Follows creators whose channels the transaction holds, all in one go. */
  async subscribeTo(tx: Tx, creatorIds: readonly string[], userId: string): Promise<void> {
    const ids = [...new Set(creatorIds)];
    if (ids.length === 0) return;
    await this.repository.lock(tx, ids);
    const fresh = await this.subscriptions.insertMany(tx, userId, ids);
    await this.repository.addSubscriber(tx, fresh);
    if (fresh.length > 0) await this.changes.publish(tx, FOLLOWS_CHANGED, [userId]);
  }

  /** @throws CreatorNotFound */
  async unsubscribe(creatorId: string, me: Principal): Promise<SubscriptionView> {
    const subscriberCount = await this.database.transaction(async (tx) => {
      const { id } = await this.creators.hold(tx, creatorId);
      const wasThere = await this.subscriptions.delete(tx, me.userId, id);
      if (wasThere) await this.changes.publish(tx, FOLLOWS_CHANGED, [me.userId]);
      return this.repository.addSubscribers(tx, id, wasThere ? -1 : 0);
    });
    return { subscribed: false, subscriberCount };
  }

  /**
   * Says what of a creator one wants to hear.
   * @throws CreatorNotFound, NotSubscribed
   */
  async change(creatorId: string, { notify, types }: WishUpdate, me: Principal): Promise<Wish> {
    const changes = {
      ...(notify === undefined ? {} : { notify }),
      ...(types === undefined ? {} : { types }),
    };
    const wish = await this.database.transaction(async (tx) => {
      const { id } = await this.creators.hold(tx, creatorId);
      return this.subscriptions.update(tx, me.userId, id, changes);
    });
    if (wish === null) throw new NotSubscribed();
    return wish;
  }

  /**
   * The creators a user follows, last followed first. One's own list, or anybody's for an admin.
   * @throws Forbidden
   */
  async list(
    userId: string,
    query: { page: number; limit: number },
    me: Principal,
  ): Promise<ListPart<CreatorView>> {
    if (userId !== me.userId && me.role !== 'admin') throw new Forbidden();
    const { rows, total } = await this.subscriptions.findPage(userId, query.page, query.limit);
    return pageOf(await this.creators.views(rows, userId), total, query);
  }

  /** All channels of those a user follows, in the order in which they were followed. */
  channelsOf(userId: string): Promise<ChannelRow[]> {
    return this.subscriptions.channelsOf(userId);
  }

  /** Fans who want to hear such news of a creator, in chunks of `size`: no list ever holds a million of them. */
  async *listeners(creatorId: string, news: News, size: number): AsyncGenerator<string[]> {
    let after = '0';
    for (;;) {
      const userIds = await this.subscriptions.listeners(creatorId, news, after, size);
      if (userIds.length > 0) yield userIds;
      const last = userIds.at(-1);
      if (last === undefined || userIds.length < size) return;
      after = last;
    }
  }
}
