import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, AnswersStream, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { contentView } from '../contents/index.js';
import { CollectionsService } from './collections.service.js';
import { FoldersService } from './folders.service.js';
import { FolderExists, FolderNotFound, TooManyFolders } from './interactions.errors.js';
import {
  bookmarksQuery,
  type BookmarksQuery,
  folderBody,
  type FolderBody,
  folderPath,
  folderView,
  historyCleared,
  historyQuery,
  type HistoryQuery,
  type HistorySettings,
  historySettingsBody,
  removed,
} from './interactions.schemas.js';

type FolderPath = z.infer<typeof folderPath>;

@ApiTags('Interactions')
@Controller()
export class CollectionsController {
  constructor(
    private readonly collections: CollectionsService,
    private readonly folders: FoldersService,
  ) {}

  @Get('contents/bookmarks')
  @AnswersStream('Your bookmarks, last made first', contentView)
  @Fails(FolderNotFound)
  listBookmarks(@Query({ schema: bookmarksQuery }) query: BookmarksQuery, @CurrentUser() me: Principal) {
    return this.collections.listBookmarks(query, me);
  }

  @Get('contents/history')
  @AnswersStream('What you watched, last watched first', contentView)
  listHistory(@Query({ schema: historyQuery }) query: HistoryQuery, @CurrentUser() me: Principal) {
    return this.collections.listHistory(query, me);
  }

  @Delete('contents/history')
  @Answers('Forget what you watched', historyCleared)
  clearHistory(@CurrentUser() me: Principal) {
    return this.collections.clearHistory(me);
  }

  @Get('contents/history/settings')
  @Answers('Whether your history is paused', historySettingsBody)
  historySettings(@CurrentUser() me: Principal) {
    return this.collections.historySettings(me);
  }

  @Put('contents/history/settings')
  @Answers('Pause your history, or go on with it', historySettingsBody)
  setHistorySettings(
    @Body({ schema: historySettingsBody }) body: HistorySettings,
    @CurrentUser() me: Principal,
  ) {
    return this.collections.setHistorySettings(body, me);
  }

  @Get('bookmark-folders')
  @Answers('Your folders, by name', z.array(folderView))
  listFolders(@CurrentUser() me: Principal) {
    return this.folders.list(me);
  }

  @Post('bookmark-folders')
  @Answers('Make a folder', folderView, 201)
  @Fails(FolderExists, TooManyFolders)
  addFolder(@Body({ schema: folderBody }) body: FolderBody, @CurrentUser() me: Principal) {
    return this.folders.add(body, me);
  }

  @Patch('bookmark-folders/:folderId')
  @Answers('Rename a folder', folderView)
  @Fails(FolderNotFound, FolderExists)
  renameFolder(
    @Param({ schema: folderPath }) { folderId }: FolderPath,
    @Body({ schema: folderBody }) body: FolderBody,
    @CurrentUser() me: Principal,
  ) {
    return this.folders.rename(folderId, body, me);
  }

  @Delete('bookmark-folders/:folderId')
  @Answers('Remove a folder; what was in it stays bookmarked', removed)
  @Fails(FolderNotFound)
  removeFolder(@Param({ schema: folderPath }) { folderId }: FolderPath, @CurrentUser() me: Principal) {
    return this.folders.remove(folderId, me);
  }
}
