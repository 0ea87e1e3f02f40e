import { Module } from '@nestjs/common';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { InteractionsModule } from '../interactions/index.js';
import { Fans } from './fans/fans.js';
import { FansRepository } from './fans/fans.repository.js';
import { FansService } from './fans/fans.service.js';
import { UsersModule } from '../users/index.js';
import { AtomFeedController } from './atom-feed.controller.js';
import { AtomFeedService } from './atom-feed.service.js';
import { FeedController } from './feed.controller.js';
import { FeedLinksController } from './feed-links.controller.js';
import { FeedLinksRepository } from './feed-links.repository.js';
import { FeedLinksService } from './feed-links.service.js';
import { FeedService } from './feed.service.js';
import { Heads } from './heads/heads.js';
import { Cards } from './pipeline/cards.js';
import { FirstPages } from './pipeline/first-pages.js';

@Module({
  imports: [UsersModule, CreatorsModule, ContentsModule, InteractionsModule],
  controllers: [FeedController, FeedLinksController, AtomFeedController],
  providers: [
    FeedService,
    Heads,
    Cards,
    FirstPages,
    Fans,
    FansService,
    FansRepository,
    FeedLinksService,
    FeedLinksRepository,
    AtomFeedService,
  ],
})
export class FeedModule {}
