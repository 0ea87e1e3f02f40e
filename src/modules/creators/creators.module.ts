import { Module } from '@nestjs/common';
import { QuotasModule } from '../quotas/index.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsRepository } from './channels.repository.js';
import { Connectors } from './creators.connectors.js';
import { CreatorsController } from './creators.controller.js';
import { CreatorsRepository } from './creators.repository.js';
import { CreatorsService } from './creators.service.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

@Module({
  imports: [QuotasModule],
  controllers: [CreatorsController, SubscriptionsController],
  providers: [
    Connectors,
    ChannelResolver,
    CreatorsService,
    CreatorsRepository,
    ChannelsRepository,
    SubscriptionsService,
    SubscriptionsRepository,
  ],
  exports: [Connectors, CreatorsService, SubscriptionsService],
})
export class CreatorsModule {}
