import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersStream, CurrentUser, type Principal } from '../../platform/http/index.js';
import { contentView } from '../contents/index.js';
import { feedQuery, type FeedQuery } from './feed.schemas.js';
import { FeedService } from './feed.service.js';

@ApiTags('Feed')
@Controller('feed')
export class FeedController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  @AnswersStream('What the creators you follow published, newest first', contentView)
  page(@Query({ schema: feedQuery }) query: FeedQuery, @CurrentUser() me: Principal) {
    return this.feed.page(query, me);
  }
}
