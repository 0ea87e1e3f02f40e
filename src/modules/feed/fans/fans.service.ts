import { Injectable } from '@nestjs/common';
import { Changes } from '../../../platform/changes/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Cursors, type Principal } from '../../../platform/http/index.js';
import { ContentsService } from '../../contents/index.js';
import { UsersService } from '../../users/index.js';
import { feedList } from '../feed-list.js';
import type { FeedSettings, FeedSettingsBody, PositionBody, PositionView } from '../feed.schemas.js';
import type { Position } from '../heads/run.js';
import { Fans, FEEDS_CHANGED } from './fans.js';
import { FansRepository, type ReadPosition } from './fans.repository.js';

/** What fans want of their feeds, and how far they have read. */
@Injectable()
export class FansService {
  constructor(
    private readonly database: Database,
    private readonly repository: FansRepository,
    private readonly fans: Fans,
    private readonly contents: ContentsService,
    private readonly users: UsersService,
    private readonly changes: Changes,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async settings({ userId }: Principal): Promise<FeedSettings> {
    return (await this.fans.get(userId)).settings;
  }

  /** Changes what is given and leaves the rest. @throws UserNotFound */
  async change({ mutedWords, hide, hideWatched }: FeedSettingsBody, me: Principal): Promise<FeedSettings> {
    await this.database.transaction(async (tx) => {
      await this.users.hold(tx, me.userId);
      await this.repository.saveSettings(tx, me.userId, {
        ...(mutedWords === undefined ? {} : { mutedWords: [...new Set(mutedWords)] }),
        ...(hide === undefined ? {} : { hide: [...new Set(hide)] }),
        ...(hideWatched === undefined ? {} : { hideWatched }),
      });
      await this.changes.publish(tx, FEEDS_CHANGED, [me.userId]);
    });
    return this.settings(me);
  }

  /**
   * Writes down how far up a fan has read. Of several devices, the one that is furthest wins, whenever it says so.
   * @throws InvalidCursor, ContentNotFound, UserNotFound
   */
  async setPosition(body: PositionBody, { userId }: Principal): Promise<PositionView> {
    const position = await this.positionIn(body, userId);
    await this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      const hasMoved = await this.repository.advance(tx, userId, position, this.clock.now());
      if (hasMoved) await this.changes.publish(tx, FEEDS_CHANGED, [userId]);
    });
    const { position: read } = await this.fans.get(userId);
    return presentPosition(read ?? { ...position, setAt: this.clock.now() });
  }

  private async positionIn({ contentId, cursor }: PositionBody, userId: string): Promise<Position> {
    const place = this.cursors.decodeTime(feedList(userId), cursor);
    if (place !== null) return { at: place.at.getTime(), id: Number(place.id) };
    const { id, publishedAt } = await this.contents.get(contentId ?? '');
    return { at: Date.parse(publishedAt), id: Number(id) };
  }
}

export function presentPosition({ at, id, setAt }: ReadPosition): PositionView {
  return {
    contentId: String(id),
    publishedAt: new Date(at).toISOString(),
    setAt: setAt.toISOString(),
  };
}
