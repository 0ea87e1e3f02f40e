import type { OnGatewayConnection } from '@nestjs/websockets';
import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import {
  RealtimeGateway,
  SocketOwner,
  type SocketUser,
  type UserSocket,
} from '../../platform/realtime/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { NAMESPACE, unreadCountChanged, unreadNotifications } from './notifications.messages.js';
import { notificationId } from './notifications.schemas.js';
import { NotificationsService } from './notifications.service.js';

@RealtimeGateway(NAMESPACE)
export class NotificationsGateway implements OnGatewayConnection<UserSocket> {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly log: Log,
  ) {}

  /** Tells what was missed. A resumed connection is told too: what it missed may be older than what was kept for it. */
  async handleConnection(socket: UserSocket): Promise<void> {
    const { id } = socket.data.user;
    try {
      const [unread, count] = await Promise.all([
        this.notifications.unread(id),
        this.notifications.unreadCount(id),
      ]);
      socket.emit(unreadNotifications.event, unread);
      socket.emit(unreadCountChanged.event, count);
    } catch (error) {
      this.log.error('notifications.greeting_failed', { userId: id, error });
      socket.disconnect(true); // The client comes back and asks again, instead of waiting for what never comes.
    }
  }

  @SubscribeMessage('mark-read')
  markRead(@SocketOwner() me: SocketUser, @MessageBody({ schema: notificationId }) { id }: { id: string }) {
    return this.notifications.markRead(me.id, id);
  }

  @SubscribeMessage('mark-all-read')
  markAllRead(@SocketOwner() me: SocketUser) {
    return this.notifications.markAllRead(me.id);
  }
}
