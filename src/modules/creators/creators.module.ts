import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { QuotasModule } from '../quotas/index.js';
import { UsersModule } from '../users/index.js';
import { BlockedChannelsController } from './blocked-channels.controller.js';
import { BlockedChannelsRepository } from './blocked-channels.repository.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { CatalogueService } from './catalogue.service.js';
import { CategoriesController } from './categories.controller.js';
import { CategoriesRepository } from './categories.repository.js';
import { CategoriesService } from './categories.service.js';
import { ChannelFinder } from './channel-finder.js';
import { ChannelGrantsController } from './channel-grants.controller.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import { ChannelGrantsService } from './channel-grants.service.js';
import { ChannelRegistry } from './channel-registry.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsController } from './channels.controller.js';
import { ChannelsRepository } from './channels.repository.js';
import { ChannelsService } from './channels.service.js';
import { Connectors } from './creators.connectors.js';
import { CreatorsController } from './creators.controller.js';
import { refreshChannelGrants } from './creators.jobs.js';
import { CreatorsRepository } from './creators.repository.js';
import { CreatorsService } from './creators.service.js';
import { Follows } from './follows.js';
import { GrantRefreshService } from './grant-refresh.service.js';
import { GrantStates } from './grant-states.js';
import { GrantedTokens } from './granted-tokens.js';
import { MergesController } from './merges.controller.js';
import { MergesRepository } from './merges.repository.js';
import { MergesService } from './merges.service.js';
import { SimilarRepository } from './similar.repository.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

@Module({
  imports: [QuotasModule, UsersModule, QueueModule.register([refreshChannelGrants])],
  controllers: [
    CreatorsController,
    ChannelsController,
    ChannelGrantsController,
    BlockedChannelsController,
    MergesController,
    CategoriesController,
    SubscriptionsController,
  ],
  providers: [
    Connectors,
    ChannelResolver,
    ChannelFinder,
    ChannelRegistry,
    CreatorsService,
    CreatorsRepository,
    CatalogueService,
    CatalogueRepository,
    SimilarRepository,
    ChannelsService,
    ChannelsRepository,
    ChannelGrantsService,
    ChannelGrantsRepository,
    GrantRefreshService,
    GrantStates,
    GrantedTokens,
    BlockedChannelsRepository,
    MergesService,
    MergesRepository,
    CategoriesService,
    CategoriesRepository,
    SubscriptionsService,
    SubscriptionsRepository,
    Follows,
  ],
  exports: [Connectors, ChannelFinder, CreatorsService, SubscriptionsService, Follows],
})
export class CreatorsModule {}
