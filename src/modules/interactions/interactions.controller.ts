import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { contentId, ContentNotFound } from '../contents/index.js';
import { CountsService } from './counts.service.js';
import { FolderNotFound } from './interactions.errors.js';
import {
  bookmarkBody,
  type BookmarkBody,
  countsView,
  interactionView,
  progressBody,
  type ProgressBody,
} from './interactions.schemas.js';
import { InteractionsService } from './interactions.service.js';
import { WatchingService } from './watching.service.js';

interface Path {
  id: string;
}

@ApiTags('Interactions')
@Controller('contents/:id')
export class InteractionsController {
  constructor(
    private readonly interactions: InteractionsService,
    private readonly watching: WatchingService,
    private readonly counts: CountsService,
  ) {}

  @Get('counts')
  @Answers('How often fans here did what with a content, as of some seconds ago', countsView)
  @Fails(ContentNotFound)
  count(@Param({ schema: contentId }) { id }: Path) {
    return this.counts.of(id);
  }

  @Post('like')
  @Answers('Like a content', interactionView, 201)
  @Fails(ContentNotFound)
  like(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.mark('like', id, me);
  }

  @Delete('like')
  @Answers('Like it no more', interactionView)
  @Fails(ContentNotFound)
  unlike(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.unmark('like', id, me);
  }

  @Post('bookmark')
  @Answers('Bookmark a content, or move it into another folder', interactionView, 201)
  @Fails(ContentNotFound, FolderNotFound)
  bookmark(
    @Param({ schema: contentId }) { id }: Path,
    @Body({ schema: bookmarkBody }) body: BookmarkBody,
    @CurrentUser() me: Principal,
  ) {
    return this.interactions.bookmark(id, body, me);
  }

  @Delete('bookmark')
  @Answers('Remove a bookmark', interactionView)
  @Fails(ContentNotFound)
  unbookmark(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.unmark('bookmark', id, me);
  }

  @Post('hide')
  @Answers('Hide a content from your feed', interactionView, 201)
  @Fails(ContentNotFound)
  hide(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.mark('hide', id, me);
  }

  @Delete('hide')
  @Answers('Show it again', interactionView)
  @Fails(ContentNotFound)
  unhide(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.unmark('hide', id, me);
  }

  @Post('share')
  @Answers('Tell that you shared a content', interactionView, 201)
  @Fails(ContentNotFound)
  share(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.interactions.share(id, me);
  }

  @Post('view')
  @Answers('Tell that you opened a content', interactionView, 201)
  @Fails(ContentNotFound)
  view(@Param({ schema: contentId }) { id }: Path, @CurrentUser() me: Principal) {
    return this.watching.view(id, me);
  }

  @Put('progress')
  @Answers('Tell how far you have watched', interactionView)
  @Fails(ContentNotFound)
  progress(
    @Param({ schema: contentId }) { id }: Path,
    @Body({ schema: progressBody }) body: ProgressBody,
    @CurrentUser() me: Principal,
  ) {
    return this.watching.progress(id, body, me);
  }
}
