import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { type EventDefinition, Events } from '../../platform/events/index.js';
import type { Principal } from '../../platform/http/index.js';
import { type ContentFacts, ContentsService } from '../contents/index.js';
import { UsersService } from '../users/index.js';
import { type CountDelta, CountsRepository } from './counts.repository.js';
import { FoldersRepository } from './folders.repository.js';
import { INTERACTIONS_CHANGED } from './interactions.changes.js';
import { FolderNotFound } from './interactions.errors.js';
import * as events from './interactions.events.js';
import { InteractionsRepository, type MarkKind, type Pair } from './interactions.repository.js';
import { type BookmarkBody, type InteractionView, presentInteraction } from './interactions.schemas.js';

type InteractionEvent = EventDefinition<events.InteractionEvent>;

const EVENTS: Record<MarkKind, { done: InteractionEvent; undone: InteractionEvent }> = {
  like: { done: events.contentLiked, undone: events.contentUnliked },
  bookmark: { done: events.contentBookmarked, undone: events.contentUnbookmarked },
  hide: { done: events.contentHidden, undone: events.contentUnhidden },
};

/** What of it is counted. */
const COUNTED: Record<MarkKind, 'likes' | 'bookmarks' | null> = {
  like: 'likes',
  bookmark: 'bookmarks',
  hide: null,
};

/**
 * What fans do with contents. Doing it twice is doing it once, and so is taking it back. Everything throws `UserNotFound`
 * where whoever asked has left meanwhile.
 */
@Injectable()
export class InteractionsService {
  constructor(
    private readonly database: Database,
    private readonly repository: InteractionsRepository,
    private readonly folders: FoldersRepository,
    private readonly counts: CountsRepository,
    private readonly contents: ContentsService,
    private readonly users: UsersService,
    private readonly events: Events,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** @throws ContentNotFound */
  mark(kind: MarkKind, contentId: string, me: Principal): Promise<InteractionView> {
    return this.with(contentId, me, async (tx, pair, content) => {
      const isNew = await this.repository.mark(tx, kind, pair, this.clock.now());
      if (isNew) await this.tell(tx, EVENTS[kind].done, pair, content, deltaOf(kind, pair, 1));
    });
  }

  /** @throws ContentNotFound */
  unmark(kind: MarkKind, contentId: string, me: Principal): Promise<InteractionView> {
    return this.with(contentId, me, async (tx, pair, content) => {
      const was = await this.repository.unmark(tx, kind, pair);
      if (was) await this.tell(tx, EVENTS[kind].undone, pair, content, deltaOf(kind, pair, -1));
    });
  }

  /**
   * Puts a content into a folder, out of the one where it was; into none, where no folder is named.
   * @throws ContentNotFound, FolderNotFound
   */
  bookmark(contentId: string, body: BookmarkBody, me: Principal): Promise<InteractionView> {
    const folderId = body?.folderId ?? null;
    return this.with(contentId, me, async (tx, pair, content) => {
      if (folderId !== null && !(await this.folders.hold(tx, me.userId, folderId)))
        throw new FolderNotFound();
      const isNew = await this.repository.mark(tx, 'bookmark', pair, this.clock.now());
      await this.repository.putIntoFolder(tx, pair, folderId);
      if (isNew) {
        await this.tell(tx, EVENTS.bookmark.done, pair, content, deltaOf('bookmark', pair, 1));
      }
    });
  }

  /** @throws ContentNotFound */
  share(contentId: string, me: Principal): Promise<InteractionView> {
    return this.with(contentId, me, (tx, pair, content) =>
      this.tell(tx, events.contentShared, pair, content, { contentId, shares: 1 }),
    );
  }

  private async with(
    contentId: string,
    { userId }: Principal,
    work: (tx: Tx, pair: Pair, content: ContentFacts) => Promise<void>,
  ): Promise<InteractionView> {
    return this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      const content = await this.contents.holdOne(tx, contentId);
      const pair = { userId, contentId };
      await work(tx, pair, content);
      const row = await this.repository.find(tx, pair);
      return { contentId, userInteraction: presentInteraction(row ?? undefined) };
    });
  }

  private async tell(
    tx: Tx,
    event: InteractionEvent,
    pair: Pair,
    content: ContentFacts,
    delta: CountDelta | null,
  ): Promise<void> {
    await this.events.publish(tx, event, events.interactionEvent(pair, content));
    if (delta !== null) await this.counts.append(tx, [delta]);
    await this.changes.publish(tx, INTERACTIONS_CHANGED, [pair.userId]);
  }
}

function deltaOf(kind: MarkKind, { contentId }: Pair, by: number): CountDelta | null {
  const counted = COUNTED[kind];
  return counted === null ? null : { contentId, [counted]: by };
}
