import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { CreatorsModule } from '../creators/index.js';
import { analyzeContent } from './analysis/analysis.jobs.js';
import { AnalysisRepository } from './analysis/analysis.repository.js';
import { ContentAnalyses } from './analysis/analysis.service.js';
import { ContentMarks } from './content-marks.js';
import { ContentsAnnouncer } from './contents.announcer.js';
import { ContentsController } from './contents.controller.js';
import { ContentsIntake } from './contents.intake.js';
import { ContentsRepository } from './contents.repository.js';
import { ContentsService } from './contents.service.js';
import { DigestRepository } from './digest.repository.js';
import { IntakeRepository } from './intake.repository.js';
import { ListsController } from './lists.controller.js';
import { ListsRepository } from './lists.repository.js';
import { ListsService } from './lists.service.js';
import { MarksRepository } from './marks.repository.js';
import { PictureLinks } from './picture-links.js';
import { UserInteractions } from './user-interactions.js';

@Module({
  imports: [CreatorsModule, QueueModule.register([analyzeContent])],
  controllers: [ListsController, ContentsController],
  providers: [
    ContentsService,
    ContentsRepository,
    DigestRepository,
    ListsService,
    ListsRepository,
    ContentMarks,
    MarksRepository,
    PictureLinks,
    UserInteractions,
    IntakeRepository,
    ContentsIntake,
    ContentsAnnouncer,
    ContentAnalyses,
    AnalysisRepository,
  ],
  exports: [ContentsService, ContentMarks, UserInteractions, ContentsIntake, ContentAnalyses],
})
export class ContentsModule {}
