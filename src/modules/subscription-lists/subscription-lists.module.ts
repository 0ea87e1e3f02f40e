import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { CreatorsModule } from '../creators/index.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';
import { ImportProgress } from './import-progress.js';
import { ImportWorker } from './import-worker.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { importSubscriptions, tendImports, watchImport } from './subscription-lists.jobs.js';

@Module({
  imports: [CreatorsModule, QueueModule.register([importSubscriptions, watchImport, tendImports])],
  controllers: [ImportsController, ExportsController],
  providers: [ImportsService, ImportWorker, ImportProgress, ImportsRepository, ExportsService],
})
export class SubscriptionListsModule {}
