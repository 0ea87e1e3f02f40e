import { Module } from '@nestjs/common';
import { CreatorsModule } from '../creators/index.js';
import { Announcer } from './announcer.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsGateway } from './notifications.gateway.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';

@Module({
  imports: [CreatorsModule],
  controllers: [NotificationsController],
  providers: [NotificationsService, NotificationsRepository, NotificationsGateway, Announcer],
})
export class NotificationsModule {}
