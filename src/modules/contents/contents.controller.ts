import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  AnswersStream,
  CurrentUser,
  Fails,
  type Principal,
} from '../../platform/http/index.js';
import { creatorId, CreatorNotFound, removed } from '../creators/index.js';
import { ContentNotFound } from './contents.errors.js';
import {
  contentId,
  contentView,
  creatorContentsQuery,
  type CreatorContentsQuery,
  creatorVideosQuery,
  type CreatorVideosQuery,
  takedown,
  type Takedown,
} from './contents.schemas.js';
import { ContentsService } from './contents.service.js';

@ApiTags('Contents')
@Controller()
export class ContentsController {
  constructor(private readonly contents: ContentsService) {}

  @Get('contents/:id')
  @Answers('One content', contentView)
  @Fails(ContentNotFound)
  get(@Param({ schema: contentId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.contents.getFor(id, me);
  }

  @Delete('contents/:id')
  @Allow('admin')
  @Answers('Take a content down, never to be collected again; for admins', removed)
  @Fails(ContentNotFound)
  takeDown(
    @Param({ schema: contentId }) { id }: { id: string },
    @Query({ schema: takedown }) query: Takedown,
  ) {
    return this.contents.takeDown(id, query);
  }

  @Get('creators/:id/videos')
  @AnswersStream('Videos, shorts, lives and premieres of a creator, newest first', contentView)
  @Fails(CreatorNotFound)
  listVideosOfCreator(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: creatorVideosQuery }) query: CreatorVideosQuery,
    @CurrentUser() me: Principal,
  ) {
    return this.contents.listVideosOfCreator(id, query, me);
  }

  @Get('creators/:id/contents')
  @AnswersStream('What a creator published, newest first', contentView)
  @Fails(CreatorNotFound)
  listOfCreator(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: creatorContentsQuery }) query: CreatorContentsQuery,
    @CurrentUser() me: Principal,
  ) {
    return this.contents.listOfCreator(id, query, me);
  }
}
