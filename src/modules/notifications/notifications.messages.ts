import { defineMessage } from '../../platform/realtime/index.js';
import type { NotificationView } from './notifications.schemas.js';

export const NAMESPACE = '/notifications';

/** All that a fan has not read, newest first, at most 100: sent once, when a socket connects. */
export const unreadNotifications = defineMessage<NotificationView[]>({
  namespace: NAMESPACE,
  event: 'unread-notifications',
});

/** Something happened just now. After a crash the same one may come twice: tell them apart by `id`. */
export const newNotification = defineMessage<NotificationView>({
  namespace: NAMESPACE,
  event: 'new-notification',
});

/** How many are unread, after a fan has read some on any device. */
export const unreadCountChanged = defineMessage<{ count: number }>({
  namespace: NAMESPACE,
  event: 'unread-count',
});
