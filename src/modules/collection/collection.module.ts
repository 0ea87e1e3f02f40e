import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { CollectionController } from './collection.controller.js';
import { collectChannel, planCollection } from './collection.jobs.js';
import { CollectionPlanner } from './collection.planner.js';
import { CollectionRepository } from './collection.repository.js';
import { CollectionService } from './collection.service.js';

@Module({
  imports: [CreatorsModule, ContentsModule, QueueModule.register([planCollection, collectChannel])],
  controllers: [CollectionController],
  providers: [CollectionPlanner, CollectionService, CollectionRepository],
})
export class CollectionModule {}
