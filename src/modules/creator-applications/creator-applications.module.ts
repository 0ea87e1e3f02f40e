import { Module } from '@nestjs/common';
import { CreatorsModule } from '../creators/index.js';
import { UsersModule } from '../users/index.js';
import { ApplicationDecisionsController } from './application-decisions.controller.js';
import { ApplicationDecisions } from './application-decisions.js';
import { CreatorApplicationsController } from './creator-applications.controller.js';
import { CreatorApplicationsRepository } from './creator-applications.repository.js';
import { CreatorApplicationsService } from './creator-applications.service.js';

@Module({
  imports: [CreatorsModule, UsersModule],
  controllers: [CreatorApplicationsController, ApplicationDecisionsController],
  providers: [CreatorApplicationsService, ApplicationDecisions, CreatorApplicationsRepository],
})
export class CreatorApplicationsModule {}
