import { Injectable } from '@nestjs/common';
import { Changes, KeptValues } from '../../../platform/changes/index.js';
import { type FanRow, FansRepository } from './fans.repository.js';

/** By user: they want something else of their feed, or have read on. */
export const FEEDS_CHANGED = 'feeds_changed';

const MOST_FANS = 100_000;

/** What fans have said of their feeds, in memory. */
@Injectable()
export class Fans {
  private readonly values: KeptValues<string, FanRow>;

  constructor(changes: Changes, repository: FansRepository) {
    this.values = new KeptValues(changes, {
      kind: 'feed-fans',
      topics: [FEEDS_CHANGED],
      keyOf: (userId) => userId,
      load: (userIds) => repository.find(userIds),
      max: MOST_FANS,
    });
  }

  get(userId: string): FanRow | Promise<FanRow> {
    return this.values.get(userId);
  }
}
