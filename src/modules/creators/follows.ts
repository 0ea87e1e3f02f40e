import { Injectable } from '@nestjs/common';
import { Changes, KeptValues } from '../../platform/changes/index.js';
import { FOLLOWS_CHANGED } from './creators.changes.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

const MOST_FANS = 200_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Of a fan who follows nobody: the objects around an empty list. */
const LEAST_BYTES = 200;

/** Whom fans follow, in memory: asked for with every feed. */
@Injectable()
export class Follows {
  private readonly values: KeptValues<string, Float64Array>;

  constructor(changes: Changes, subscriptions: SubscriptionsRepository) {
    this.values = new KeptValues(changes, {
      kind: 'follows',
      topics: [FOLLOWS_CHANGED],
      keyOf: (userId) => userId,
      load: (userIds) => subscriptions.creatorIdsOfMany(userIds),
      max: MOST_FANS,
      size: { max: MOST_BYTES, of: ({ byteLength }) => LEAST_BYTES + byteLength },
    });
  }

  /** Ids of the creators a user follows, ascending: an identity column does not reach 2^53. */
  of(userId: string): Float64Array | Promise<Float64Array> {
    return this.values.get(userId);
  }
}
