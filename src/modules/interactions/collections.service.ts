import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes/index.js';
import { Database } from '../../platform/database/index.js';
import { Cursors, type ListPart, type Principal, streamOf } from '../../platform/http/index.js';
import { ContentsService, type ContentView } from '../contents/index.js';
import { UsersService } from '../users/index.js';
import { FoldersRepository } from './folders.repository.js';
import { HistoryRepository } from './history.repository.js';
import { INTERACTIONS_CHANGED } from './interactions.changes.js';
import { FolderNotFound } from './interactions.errors.js';
import { InteractionsRepository, type ListQuery } from './interactions.repository.js';
import {
  type BookmarksQuery,
  type HistoryQuery,
  type HistorySettings,
  presentInteraction,
} from './interactions.schemas.js';
import type { InteractionRow } from './interactions.tables.js';

/** What a fan has kept, and what they have watched. */
@Injectable()
export class CollectionsService {
  constructor(
    private readonly database: Database,
    private readonly repository: InteractionsRepository,
    private readonly history: HistoryRepository,
    private readonly folders: FoldersRepository,
    private readonly contents: ContentsService,
    private readonly users: UsersService,
    private readonly changes: Changes,
    private readonly cursors: Cursors,
  ) {}

  /** Bookmarks, last made first. @throws InvalidCursor, FolderNotFound */
  async listBookmarks(
    { folderId, ...query }: BookmarksQuery,
    { userId }: Principal,
  ): Promise<ListPart<ContentView>> {
    if (folderId !== undefined && (await this.folders.findCounted(userId, folderId)).length === 0) {
      throw new FolderNotFound();
    }
    const list = `bookmarks:${userId}:${folderId ?? ''}`;
    return this.list(list, { userId, folderId, list: 'bookmarks' }, query, (row) => row.bookmarkedAt);
  }

  /** Last watched first. @throws InvalidCursor */
  listHistory(query: HistoryQuery, { userId }: Principal): Promise<ListPart<ContentView>> {
    return this.list(`history:${userId}`, { userId, list: 'history' }, query, (row) => row.watchedAt);
  }

  async clearHistory({ userId }: Principal): Promise<{ cleared: number }> {
    const cleared = await this.database.transaction(async (tx) => {
      await this.changes.publish(tx, INTERACTIONS_CHANGED, [userId]);
      return this.repository.clearHistory(tx, userId);
    });
    return { cleared };
  }

  async historySettings({ userId }: Principal): Promise<HistorySettings> {
    return { paused: (await this.history.findPaused(this.database.db, [userId])).has(userId) };
  }

  /** @throws UserNotFound */
  async setHistorySettings(settings: HistorySettings, { userId }: Principal): Promise<HistorySettings> {
    await this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      await this.history.setPaused(tx, userId, settings.paused);
    });
    return settings;
  }

  private async list(
    name: string,
    query: Pick<ListQuery, 'userId' | 'list' | 'folderId'>,
    { cursor, limit }: HistoryQuery,
    timeOf: (row: InteractionRow) => Date | null,
  ): Promise<ListPart<ContentView>> {
    const after = this.cursors.decodeTime(name, cursor);
    const rows = await this.repository.findList({ ...query, after, limit: limit + 1 });
    const page = streamOf(rows, limit, (last) =>
      this.cursors.encodeTime(name, { at: timeOf(last) ?? new Date(0), id: last.contentId }),
    );
    const views = await this.contents.views(page.items.map(({ contentId }) => contentId));
    const shown = page.items.flatMap((row) => {
      const view = views.get(row.contentId);
      return view === undefined ? [] : [{ ...view, userInteraction: presentInteraction(row) }];
    });
    return page.with(shown);
  }
}
