import { Module } from '@nestjs/common';
import { CreatorsModule } from '../creators/index.js';
import { ContentsController } from './contents.controller.js';
import { ContentsRepository } from './contents.repository.js';
import { ContentsService } from './contents.service.js';
import { IngestRepository } from './ingest.repository.js';

@Module({
  imports: [CreatorsModule],
  controllers: [ContentsController],
  providers: [ContentsService, ContentsRepository, IngestRepository],
  exports: [ContentsService],
})
export class ContentsModule {}
