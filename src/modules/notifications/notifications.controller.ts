import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersStream, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { NotificationNotFound } from './notifications.errors.js';
import {
  deleted,
  marked,
  notificationId,
  notificationQuery,
  type NotificationQuery,
  notificationView,
  unreadCount,
} from './notifications.schemas.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('Notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @AnswersStream('Your notifications, newest first', notificationView)
  list(@Query({ schema: notificationQuery }) query: NotificationQuery, @CurrentUser() me: Principal) {
    return this.notifications.list(query, me);
  }

  @Get('unread-count')
  @Answers('How many are unread', unreadCount)
  unreadCount(@CurrentUser() me: Principal) {
    return this.notifications.unreadCount(me.userId);
  }

  @Put('read-all')
  @Answers('Mark all as read', marked)
  markAllRead(@CurrentUser() me: Principal) {
    return this.notifications.markAllRead(me.userId);
  }

  @Put(':id/read')
  @Answers('Mark one as read', marked)
  @Fails(NotificationNotFound)
  markRead(@Param({ schema: notificationId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.notifications.markRead(me.userId, id);
  }

  @Delete(':id')
  @Answers('Remove one', deleted)
  @Fails(NotificationNotFound)
  delete(@Param({ schema: notificationId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.notifications.delete(me.userId, id);
  }
}
