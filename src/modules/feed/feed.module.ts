import { Module } from '@nestjs/common';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';

@Module({
  imports: [CreatorsModule, ContentsModule],
  controllers: [FeedController],
  providers: [FeedService],
})
export class FeedModule {}
