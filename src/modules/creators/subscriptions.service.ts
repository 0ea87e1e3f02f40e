import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Forbidden } from '../../platform/errors/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { CreatorsRepository } from './creators.repository.js';
import type { CreatorView, SubscriptionView } from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Who follows whom. Following twice is following once. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly repository: CreatorsRepository,
    private readonly creators: CreatorsService,
  ) {}

  /** @throws CreatorNotFound */
  async subscribe(creatorId: string, me: Principal): Promise<SubscriptionView> {
    await this.creators.require(creatorId);
    const subscriberCount = await this.database.transaction(async (tx) => {
      const isNew = await this.subscriptions.insert(tx, me.userId, creatorId);
      return this.repository.addSubscribers(tx, creatorId, isNew ? 1 : 0);
    });
    return { subscribed: true, subscriberCount };
  }

  /** @throws CreatorNotFound */
  async unsubscribe(creatorId: string, me: Principal): Promise<SubscriptionView> {
    await this.creators.require(creatorId);
    const subscriberCount = await this.database.transaction(async (tx) => {
      const wasThere = await this.subscriptions.delete(tx, me.userId, creatorId);
      return this.repository.addSubscribers(tx, creatorId, wasThere ? -1 : 0);
    });
    return { subscribed: false, subscriberCount };
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

  creatorIdsOf(userId: string): Promise<string[]> {
    return this.subscriptions.creatorIdsOf(userId);
  }

  /** Fans who want to hear of a creator, in chunks of `size`, so that no list ever holds a million of them. */
  async *listeners(creatorId: string, size: number): AsyncGenerator<string[]> {
    let after = '0';
    for (;;) {
      const userIds = await this.subscriptions.listeners(creatorId, after, size);
      if (userIds.length > 0) yield userIds;
      const last = userIds.at(-1);
      if (last === undefined || userIds.length < size) return;
      after = last;
    }
  }
}
