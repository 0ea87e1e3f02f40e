import { Module } from '@nestjs/common';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { UsersModule } from '../users/index.js';
import { AtomFeedController } from './atom-feed.controller.js';
import { AtomFeedService } from './atom-feed.service.js';
import { FeedController } from './feed.controller.js';
import { FeedLinksController } from './feed-links.controller.js';
import { FeedLinksRepository } from './feed-links.repository.js';
import { FeedLinksService } from './feed-links.service.js';
import { FeedService } from './feed.service.js';

@Module({
  imports: [UsersModule, CreatorsModule, ContentsModule],
  controllers: [FeedController, FeedLinksController, AtomFeedController],
  providers: [FeedService, FeedLinksService, FeedLinksRepository, AtomFeedService],
})
export class FeedModule {}
