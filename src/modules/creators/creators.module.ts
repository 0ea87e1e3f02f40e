import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { QuotasModule } from '../quotas/index.js';
import { ChannelGrantsController } from './channel-grants.controller.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import { ChannelGrantsService } from './channel-grants.service.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsRepository } from './channels.repository.js';
import { Connectors } from './creators.connectors.js';
import { CreatorsController } from './creators.controller.js';
import { refreshChannelGrants } from './creators.jobs.js';
import { CreatorsRepository } from './creators.repository.js';
import { CreatorsService } from './creators.service.js';
import { GrantRefreshService } from './grant-refresh.service.js';
import { GrantStates } from './grant-states.js';
import { GrantedTokens } from './granted-tokens.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

@Module({
  imports: [QuotasModule, QueueModule.register([refreshChannelGrants])],
  controllers: [CreatorsController, ChannelGrantsController, SubscriptionsController],
  providers: [
    Connectors,
    ChannelResolver,
    CreatorsService,
    CreatorsRepository,
    ChannelsRepository,
    ChannelGrantsService,
    ChannelGrantsRepository,
    GrantRefreshService,
    GrantStates,
    GrantedTokens,
    SubscriptionsService,
    SubscriptionsRepository,
  ],
  exports: [Connectors, CreatorsService, SubscriptionsService],
})
export class CreatorsModule {}
