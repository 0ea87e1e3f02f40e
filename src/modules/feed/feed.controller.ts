import { Body, Controller, Get, Patch, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersPrepared, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { ContentNotFound } from '../contents/index.js';
import { FansService } from './fans/fans.service.js';
import {
  feedItemView,
  feedMetadata,
  feedQuery,
  type FeedQuery,
  feedSettingsBody,
  type FeedSettingsBody,
  feedSettingsView,
  newCountQuery,
  type NewCountQuery,
  newCountView,
  positionBody,
  type PositionBody,
  positionView,
} from './feed.schemas.js';
import { FeedService } from './feed.service.js';

@ApiTags('Feed')
@Controller('feed')
export class FeedController {
  constructor(
    private readonly feed: FeedService,
    private readonly fans: FansService,
  ) {}

  @Get()
  @AnswersPrepared('What the creators you follow published, newest first', feedItemView, feedMetadata)
  page(@Query({ schema: feedQuery }) query: FeedQuery, @CurrentUser() me: Principal) {
    return this.feed.page(query, me);
  }

  @Get('new-count')
  @Answers('How much is new since', newCountView)
  countNew(@Query({ schema: newCountQuery }) query: NewCountQuery, @CurrentUser() me: Principal) {
    return this.feed.countNew(query, me);
  }

  @Put('position')
  @Answers('Say how far up you have read; it never goes back', positionView)
  @Fails(ContentNotFound)
  setPosition(@Body({ schema: positionBody }) body: PositionBody, @CurrentUser() me: Principal) {
    return this.fans.setPosition(body, me);
  }

  @Get('settings')
  @Answers('What you do not want in your feed', feedSettingsView)
  settings(@CurrentUser() me: Principal) {
    return this.fans.settings(me);
  }

  @Patch('settings')
  @Answers('Say what you do not want in your feed', feedSettingsView)
  changeSettings(@Body({ schema: feedSettingsBody }) body: FeedSettingsBody, @CurrentUser() me: Principal) {
    return this.fans.change(body, me);
  }
}
