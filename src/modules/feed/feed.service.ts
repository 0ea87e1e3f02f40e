import { Injectable } from '@nestjs/common';
import type { ListPart, Principal } from '../../platform/http/index.js';
import { ContentsService } from '../contents/index.js';
import { SubscriptionsService } from '../creators/index.js';
import type { FeedQuery } from './feed.schemas.js';

/** What the creators one follows published, newest first. */
@Injectable()
export class FeedService {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly contents: ContentsService,
  ) {}

  /** @throws InvalidCursor */
  async page({ since, ...query }: FeedQuery, me: Principal): Promise<ListPart<unknown>> {
    return this.contents.stream({
      ...query,
      list: `feed:${me.userId}`,
      creatorIds: await this.subscriptions.creatorIdsOf(me.userId),
      publishedSince: since === undefined ? undefined : new Date(since),
    });
  }
}
