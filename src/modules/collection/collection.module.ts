import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { QuotasModule } from '../quotas/index.js';
import { ChannelSyncService } from './channel-sync.service.js';
import { CollectionController } from './collection.controller.js';
import * as jobs from './collection.jobs.js';
import { ContentRefreshService } from './content-refresh.service.js';
import { CreatorStatsController } from './creator-stats.controller.js';
import { CreatorStatsService } from './creator-stats.service.js';
import { FiguresRepository } from './figures.repository.js';
import { LooksRepository } from './looks.repository.js';
import { LooksService } from './looks.service.js';
import { NewsIntake } from './news.intake.js';
import { PushController } from './push.controller.js';
import { PushRepository } from './push.repository.js';
import { PushService } from './push.service.js';
import { SchedulePlanner } from './schedule.planner.js';
import { ScheduleRepository } from './schedule.repository.js';
import { UpkeepService } from './upkeep.service.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookService } from './webhook.service.js';

@Module({
  imports: [
    CreatorsModule,
    ContentsModule,
    QuotasModule,
    QueueModule.register([
      jobs.planCollection,
      jobs.syncCreatorContent,
      jobs.syncChannelVideos,
      jobs.processStreamingData,
      jobs.refreshStats,
      jobs.requestPush,
      jobs.refreshChannels,
      jobs.cleanUpCollection,
    ]),
  ],
  controllers: [CollectionController, CreatorStatsController, PushController, WebhookController],
  providers: [
    SchedulePlanner,
    ScheduleRepository,
    ChannelSyncService,
    ContentRefreshService,
    LooksService,
    LooksRepository,
    NewsIntake,
    PushService,
    PushRepository,
    FiguresRepository,
    CreatorStatsService,
    UpkeepService,
    WebhookService,
  ],
  exports: [ContentRefreshService],
})
export class CollectionModule {}
