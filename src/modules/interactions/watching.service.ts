import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { AppError } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import type { Principal } from '../../platform/http/index.js';
import { ContentNotFound, ContentsService } from '../contents/index.js';
import { UserNotFound, UsersService } from '../users/index.js';
import { CountsRepository } from './counts.repository.js';
import { GroupCommit } from './group-commit.js';
import { HistoryRepository } from './history.repository.js';
import { INTERACTIONS_CHANGED } from './interactions.changes.js';
import { contentFinished, contentViewed, interactionEvent } from './interactions.events.js';
import { InteractionsRepository, type Pair, pairKey } from './interactions.repository.js';
import { type InteractionView, presentInteraction, type ProgressBody } from './interactions.schemas.js';
import { isFinished } from './watching.js';

const MOST_VIEWS_AT_ONCE = 500;

/** What fans open and watch. Of fans who have paused their history it is counted, and nothing is kept of whom. */
@Injectable()
export class WatchingService {
  private readonly views: GroupCommit<Pair, InteractionView | AppError>;

  constructor(
    private readonly database: Database,
    private readonly repository: InteractionsRepository,
    private readonly history: HistoryRepository,
    private readonly counts: CountsRepository,
    private readonly contents: ContentsService,
    private readonly users: UsersService,
    private readonly events: Events,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {
    this.views = new GroupCommit((pairs) => this.commitViews(pairs), MOST_VIEWS_AT_ONCE);
  }

  /** Writes down that a fan opened a content. @throws ContentNotFound, UserNotFound */
  async view(contentId: string, { userId }: Principal): Promise<InteractionView> {
    const view = await this.views.add({ userId, contentId });
    if (view instanceof AppError) throw view;
    return view;
  }

  /** Writes down how far a fan has watched. @throws ContentNotFound, UserNotFound */
  progress(contentId: string, progress: ProgressBody, { userId }: Principal): Promise<InteractionView> {
    const pair = { userId, contentId };
    return this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      const content = await this.contents.holdOne(tx, contentId);
      const before = await this.repository.find(tx, pair);
      if ((await this.history.findPaused(tx, [userId])).has(userId)) {
        return { contentId, userInteraction: presentInteraction(before ?? undefined) };
      }
      const now = this.clock.now();
      await this.repository.saveProgress(tx, pair, progress, now);
      const after = { ...(before ?? NOTHING), watchedAt: now, ...progress };
      const wasFinished = before?.positionSeconds != null && isFinished(before);
      if (isFinished(after) && !wasFinished) {
        await this.events.publish(tx, contentFinished, interactionEvent(pair, content));
      }
      await this.changes.publish(tx, INTERACTIONS_CHANGED, [userId]);
      return { contentId, userInteraction: presentInteraction(after) };
    });
  }

  /** One whose content or fan is not there fails alone. */
  private commitViews(given: readonly Pair[]): Promise<(InteractionView | AppError)[]> {
    return this.database.transaction(async (tx) => {
      const users = await this.users.holdMany(tx, distinct(given.map(({ userId }) => userId)));
      const contents = await this.contents.hold(tx, distinct(given.map(({ contentId }) => contentId)));
      const paused = await this.history.findPaused(tx, distinct(given.map(({ userId }) => userId)));
      const pairs = ordered(given).filter(
        ({ userId, contentId }) => users.has(userId) && contents.has(contentId),
      );
      const kept = pairs.filter(({ userId }) => !paused.has(userId));
      const now = this.clock.now();
      const counted = await this.repository.view(tx, kept, now);
      await this.count(tx, [...counted, ...pairs.filter(({ userId }) => paused.has(userId))]);
      await this.events.publishMany(
        tx,
        contentViewed,
        counted.flatMap((pair) => {
          const content = contents.get(pair.contentId);
          return content === undefined ? [] : [interactionEvent(pair, content)];
        }),
      );
      const fans = distinct(kept.map(({ userId }) => userId));
      await this.changes.publish(tx, INTERACTIONS_CHANGED, fans);
      const rows = await this.repository.findPairs(tx, pairs);
      return given.map((pair) => {
        if (!users.has(pair.userId)) return new UserNotFound();
        if (!contents.has(pair.contentId)) return new ContentNotFound();
        const userInteraction = presentInteraction(rows.get(pairKey(pair)));
        return { contentId: pair.contentId, userInteraction };
      });
    });
  }

  private count(tx: Tx, pairs: readonly Pair[]): Promise<void> {
    const views = new Map<string, number>();
    for (const { contentId } of pairs) views.set(contentId, (views.get(contentId) ?? 0) + 1);
    return this.counts.append(
      tx,
      [...views].map(([contentId, count]) => ({ contentId, views: count })),
    );
  }
}

const NOTHING = { likedAt: null, bookmarkedAt: null, hiddenAt: null };

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** Each once, in the one order in which every process writes them: two that overlap never wait for each other. */
function ordered(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map(pairs.map((pair) => [pairKey(pair), pair]));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}
