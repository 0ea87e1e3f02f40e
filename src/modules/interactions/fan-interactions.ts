import { Injectable } from '@nestjs/common';
import { Changes, KeptValues } from '../../platform/changes/index.js';
import { type InteractionSource, type UserInteraction, UserInteractions } from '../contents/index.js';
import { INTERACTIONS_CHANGED } from './interactions.changes.js';
import { InteractionsRepository } from './interactions.repository.js';
import { type Interaction, presentInteraction } from './interactions.schemas.js';

/** What a fan has done with contents from an id on; with older ones, only the database knows. */
interface Recent {
  /** The lowest id from which on nothing is missing. */
  from: number;
  byContent: Map<number, Interaction>;
}

const KEPT_OF_A_FAN = 500;
const MOST_FANS = 100_000;
const MOST_BYTES = 64 * 1024 * 1024;
const bytesOf = ({ byContent }: Recent): number => 300 + 400 * byContent.size;

/**
 * What fans have done with contents. With the newest, it is in memory: a page of a feed, whose contents are new, costs no
 * query; anything else one, however many contents it shows.
 */
@Injectable()
export class FanInteractions implements InteractionSource {
  private readonly recent: KeptValues<string, Recent>;

  constructor(
    changes: Changes,
    contents: UserInteractions,
    private readonly repository: InteractionsRepository,
  ) {
    contents.use(this);
    this.recent = new KeptValues(changes, {
      kind: 'interactions',
      topics: [INTERACTIONS_CHANGED],
      keyOf: (userId) => userId,
      load: (userIds) => this.load(userIds),
      max: MOST_FANS,
      size: { max: MOST_BYTES, of: bytesOf },
    });
  }

  async of(userId: string, contentIds: readonly string[]): Promise<Map<string, UserInteraction>> {
    const found = await this.rowsOf(userId, contentIds.map(Number));
    return new Map([...found].map(([id, row]) => [String(id), presentInteraction(row)]));
  }

  /** Another object whenever the fan has done something. */
  stateOf(userId: string): object | Promise<object> {
    return this.recent.get(userId);
  }

  /** By the content's id; what the fan has done nothing with is left out. */
  async rowsOf(userId: string, contentIds: readonly number[]): Promise<Map<number, Interaction>> {
    const { from, byContent } = await this.recent.get(userId);
    const found = new Map<number, Interaction>();
    const older: string[] = [];
    for (const id of contentIds) {
      const row = byContent.get(id);
      if (row !== undefined) found.set(id, row);
      else if (id < from) older.push(String(id));
    }
    if (older.length === 0) return found;
    for (const row of await this.repository.findMany(userId, older)) found.set(Number(row.contentId), row);
    return found;
  }

  private async load(userIds: readonly string[]): Promise<Map<string, Recent>> {
    const fans = new Map<string, Recent>(userIds.map((id) => [id, { from: 0, byContent: new Map() }]));
    for (const row of await this.repository.findNewest(userIds, KEPT_OF_A_FAN)) {
      fans.get(row.userId)?.byContent.set(Number(row.contentId), row);
    }
    for (const recent of fans.values()) {
      if (recent.byContent.size === KEPT_OF_A_FAN) recent.from = Math.min(...recent.byContent.keys());
    }
    return fans;
  }
}
