import { Module } from '@nestjs/common';
import { CreatorsModule } from '../creators/index.js';
import { ContentsAnnouncer } from './contents.announcer.js';
import { ContentsController } from './contents.controller.js';
import { ContentsIntake } from './contents.intake.js';
import { ContentsRepository } from './contents.repository.js';
import { ContentsService } from './contents.service.js';
import { IntakeRepository } from './intake.repository.js';

@Module({
  imports: [CreatorsModule],
  controllers: [ContentsController],
  providers: [ContentsService, ContentsRepository, IntakeRepository, ContentsIntake, ContentsAnnouncer],
  exports: [ContentsService, ContentsIntake],
})
export class ContentsModule {}
