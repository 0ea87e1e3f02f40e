import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  AnswersPages,
  CurrentUser,
  Fails,
  type Principal,
} from '../../platform/http/index.js';
import {
  ChannelAlreadyAdded,
  CreatorNotFound,
  PlatformNotSupported,
  XNotConfigured,
} from './creators.errors.js';
import {
  creatorId,
  creatorQuery,
  type CreatorQuery,
  creatorView,
  newCreator,
  type NewCreator,
  subscriptionView,
} from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import { SubscriptionsService } from './subscriptions.service.js';

@ApiTags('Creators')
@Controller('creators')
export class CreatorsController {
  constructor(
    private readonly creators: CreatorsService,
    private readonly subscriptions: SubscriptionsService,
  ) {}

  @Get()
  @AnswersPages('Creators, by followers, name or age', creatorView)
  list(@Query({ schema: creatorQuery }) query: CreatorQuery, @CurrentUser() me: Principal) {
    return this.creators.list(query, me);
  }

  @Post()
  @Allow('admin')
  @Answers('Add a creator by their channels; for admins', creatorView, 201)
  @Fails(ChannelAlreadyAdded, PlatformNotSupported, XNotConfigured)
  add(@Body({ schema: newCreator }) body: NewCreator, @CurrentUser() me: Principal) {
    return this.creators.add(body, me);
  }

  @Get(':id')
  @Answers('A creator and their channels', creatorView)
  @Fails(CreatorNotFound)
  get(@Param({ schema: creatorId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.creators.get(id, me);
  }

  @Post(':id/subscribe')
  @Answers('Follow a creator', subscriptionView, 201)
  @Fails(CreatorNotFound)
  subscribe(@Param({ schema: creatorId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.subscriptions.subscribe(id, me);
  }

  @Delete(':id/subscribe')
  @Answers('Stop following a creator', subscriptionView)
  @Fails(CreatorNotFound)
  unsubscribe(@Param({ schema: creatorId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.subscriptions.unsubscribe(id, me);
  }
}
