import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersStream, Fails } from '../../platform/http/index.js';
import { creatorId, CreatorNotFound } from '../creators/index.js';
import { ContentNotFound } from './contents.errors.js';
import {
  contentId,
  contentView,
  creatorContentsQuery,
  type CreatorContentsQuery,
} from './contents.schemas.js';
import { ContentsService } from './contents.service.js';

@ApiTags('Contents')
@Controller()
export class ContentsController {
  constructor(private readonly contents: ContentsService) {}

  @Get('contents/:id')
  @Answers('One content', contentView)
  @Fails(ContentNotFound)
  get(@Param({ schema: contentId }) { id }: { id: string }) {
    return this.contents.get(id);
  }

  @Get('creators/:id/contents')
  @AnswersStream('What a creator published, newest first', contentView)
  @Fails(CreatorNotFound)
  listOfCreator(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: creatorContentsQuery }) query: CreatorContentsQuery,
  ) {
    return this.contents.listOfCreator(id, query);
  }
}
