import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { ContentsModule } from '../contents/index.js';
import { UsersModule } from '../users/index.js';
import { CollectionsController } from './collections.controller.js';
import { CollectionsService } from './collections.service.js';
import { CountsRepository } from './counts.repository.js';
import { CountsService } from './counts.service.js';
import { FanInteractions } from './fan-interactions.js';
import { FoldersRepository } from './folders.repository.js';
import { FoldersService } from './folders.service.js';
import { HistoryRepository } from './history.repository.js';
import { InteractionsController } from './interactions.controller.js';
import { settleCounts } from './interactions.jobs.js';
import { InteractionsRepository } from './interactions.repository.js';
import { InteractionsService } from './interactions.service.js';
import { WatchingService } from './watching.service.js';

@Module({
  imports: [UsersModule, ContentsModule, QueueModule.register([settleCounts])],
  controllers: [CollectionsController, InteractionsController],
  providers: [
    InteractionsService,
    InteractionsRepository,
    WatchingService,
    HistoryRepository,
    CollectionsService,
    FoldersService,
    FoldersRepository,
    FanInteractions,
    CountsService,
    CountsRepository,
  ],
  exports: [FanInteractions, CountsService],
})
export class InteractionsModule {}
