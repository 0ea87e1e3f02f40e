import { Module } from '@nestjs/common';
import { QuotasModule } from '../quotas/index.js';
import { BlockedChannelsController } from './blocked-channels.controller.js';
import { BlockedChannelsRepository } from './blocked-channels.repository.js';
import { CategoriesController } from './categories.controller.js';
import { CategoriesRepository } from './categories.repository.js';
import { CategoriesService } from './categories.service.js';
import { ChannelRegistry } from './channel-registry.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsController } from './channels.controller.js';
import { ChannelsRepository } from './channels.repository.js';
import { ChannelsService } from './channels.service.js';
import { Connectors } from './creators.connectors.js';
import { CreatorsController } from './creators.controller.js';
import { CreatorsRepository } from './creators.repository.js';
import { CreatorsService } from './creators.service.js';
import { MergesController } from './merges.controller.js';
import { MergesRepository } from './merges.repository.js';
import { MergesService } from './merges.service.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

@Module({
  imports: [QuotasModule],
  controllers: [
    CreatorsController,
    ChannelsController,
    BlockedChannelsController,
    MergesController,
    CategoriesController,
    SubscriptionsController,
  ],
  providers: [
    Connectors,
    ChannelResolver,
    ChannelRegistry,
    CreatorsService,
    CreatorsRepository,
    ChannelsService,
    ChannelsRepository,
    BlockedChannelsRepository,
    MergesService,
    MergesRepository,
    CategoriesService,
    CategoriesRepository,
    SubscriptionsService,
    SubscriptionsRepository,
  ],
  exports: [Connectors, CreatorsService, SubscriptionsService],
})
export class CreatorsModule {}
