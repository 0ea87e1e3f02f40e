import { defineError } from '../../platform/errors/index.js';

export const NotificationNotFound = defineError({
  code: 'NOTIFICATION_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'You have no such notification.', ko: '알림을 찾을 수 없습니다.' },
});
