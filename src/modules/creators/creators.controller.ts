import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Allow,
  Answers,
  AnswersPages,
  CurrentUser,
  Fails,
  type Principal,
} from '../../platform/http/index.js';
import { CatalogueService } from './catalogue.service.js';
import {
  CategoryNotFound,
  ChannelAlreadyAdded,
  ChannelBlocked,
  CreatorMerged,
  CreatorNotFound,
  NotSubscribed,
  PlatformNotSupported,
  XNotConfigured,
} from './creators.errors.js';
import {
  creatorId,
  creatorQuery,
  type CreatorQuery,
  type CreatorUpdate,
  creatorUpdate,
  creatorView,
  newCreator,
  type NewCreator,
  removal,
  type Removal,
  removed,
  similarCreator,
  similarQuery,
  type SimilarQuery,
  subscriptionView,
  wish,
  type WishUpdate,
  wishView,
} from './creators.schemas.js';
import { CreatorsService } from './creators.service.js';
import { SubscriptionsService } from './subscriptions.service.js';

@ApiTags('Creators')
@Controller('creators')
export class CreatorsController {
  constructor(
    private readonly creators: CreatorsService,
    private readonly catalogue: CatalogueService,
    private readonly subscriptions: SubscriptionsService,
  ) {}

  @Get()
  @AnswersPages('Creators, by followers, name or age', creatorView)
  list(@Query({ schema: creatorQuery }) query: CreatorQuery, @CurrentUser() me: Principal) {
    return this.catalogue.list(query, me);
  }

  @Post()
  @Allow('admin')
  @Answers('Add a creator by their channels; for admins', creatorView, 201)
  @Fails(ChannelAlreadyAdded, ChannelBlocked, CategoryNotFound, PlatformNotSupported, XNotConfigured)
  add(@Body({ schema: newCreator }) body: NewCreator, @CurrentUser() me: Principal) {
    return this.creators.add(body, me);
  }

  @Get(':id')
  @Answers('A creator and their channels; the survivor where they were merged into another', creatorView)
  @Fails(CreatorNotFound)
  get(@Param({ schema: creatorId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.creators.get(id, me);
  }

  @Get(':id/similar')
  @Answers('Creators like this one, and why, the most like first', z.array(similarCreator))
  @Fails(CreatorNotFound)
  listSimilar(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: similarQuery }) { limit }: SimilarQuery,
    @CurrentUser() me: Principal,
  ) {
    return this.catalogue.listSimilar(id, limit, me);
  }

  @Patch(':id')
  @Answers('Change a creator; for admins and the creator themselves', creatorView)
  @Fails(CreatorNotFound, CategoryNotFound)
  update(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Body({ schema: creatorUpdate }) update: CreatorUpdate,
    @CurrentUser() me: Principal,
  ) {
    return this.creators.update(id, update, me);
  }

  @Delete(':id')
  @Allow('admin')
  @Answers('Remove a creator with everything of theirs; for admins', removed)
  @Fails(CreatorNotFound, CreatorMerged)
  remove(@Param({ schema: creatorId }) { id }: { id: string }, @Query({ schema: removal }) query: Removal) {
    return this.creators.remove(id, query);
  }

  @Patch(':id/subscription')
  @Answers('Say what of a creator you want to hear', wishView)
  @Fails(CreatorNotFound, NotSubscribed)
  changeSubscription(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Body({ schema: wish }) update: WishUpdate,
    @CurrentUser() me: Principal,
  ) {
    return this.subscriptions.change(id, update, me);
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
