import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, AnswersStream, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { ContentNotFound } from './contents.errors.js';
import { contentId, contentView } from './contents.schemas.js';
import {
  contentsQuery,
  type ContentsQuery,
  liveQuery,
  type LiveQuery,
  relatedQuery,
  type RelatedQuery,
  upcomingQuery,
  type UpcomingQuery,
} from './lists.schemas.js';
import { ListsService } from './lists.service.js';

@ApiTags('Contents')
@Controller('contents')
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @Get()
  @AnswersStream('Contents of all creators: the latest, the most viewed, or what is trending', contentView)
  list(@Query({ schema: contentsQuery }) query: ContentsQuery, @CurrentUser() me: Principal) {
    return this.lists.list(query, me);
  }

  @Get('live')
  @AnswersStream('What is on the air, by who watches', contentView)
  listLive(@Query({ schema: liveQuery }) query: LiveQuery, @CurrentUser() me: Principal) {
    return this.lists.listLive(query, me);
  }

  @Get('upcoming')
  @AnswersStream('Streams and premieres to come, by air time', contentView)
  listUpcoming(@Query({ schema: upcomingQuery }) query: UpcomingQuery, @CurrentUser() me: Principal) {
    return this.lists.listUpcoming(query, me);
  }

  @Get(':id/related')
  @Answers('What is like a content', z.array(contentView))
  @Fails(ContentNotFound)
  listRelated(
    @Param({ schema: contentId }) { id }: { id: string },
    @Query({ schema: relatedQuery }) query: RelatedQuery,
    @CurrentUser() me: Principal,
  ) {
    return this.lists.listRelated(id, query, me);
  }
}
