import { z } from 'zod';
import { cursorQuery, id, timestamp } from '../../platform/http/index.js';
import { NOTIFICATION_TYPES, type NotificationRow, PRIORITIES } from './notifications.tables.js';

export const notificationId = z.strictObject({ id });

export const notificationQuery = cursorQuery.extend({
  unreadOnly: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
  type: z.enum(NOTIFICATION_TYPES).optional(),
});

export const notificationView = z
  .object({
    id: z.string(),
    type: z.enum(NOTIFICATION_TYPES),
    title: z.string(),
    message: z.string(),
    isRead: z.boolean(),
    priority: z.enum(PRIORITIES),
    data: z.record(z.string(), z.unknown()),
    actionUrl: z.string().meta({ description: 'Path of the API that shows what it is about.' }),
    createdAt: timestamp,
  })
  .meta({ id: 'Notification' });

export const unreadCount = z.object({ count: z.int() });
export const marked = z.object({ updated: z.int().meta({ description: 'How many became read by this.' }) });
export const deleted = z.object({ deleted: z.literal(true) });

export type NotificationQuery = z.infer<typeof notificationQuery>;
export type NotificationView = z.infer<typeof notificationView>;

export function presentNotification(row: NotificationRow): NotificationView {
  const { id, type, title, message, priority, data, actionUrl } = row;
  return {
    id,
    type,
    title,
    message,
    isRead: row.readAt !== null,
    priority,
    data,
    actionUrl,
    createdAt: row.createdAt.toISOString(),
  };
}
