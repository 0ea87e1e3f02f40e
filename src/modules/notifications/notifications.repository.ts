import { Injectable } from '@nestjs/common';
import { and, count, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { Database, idArray } from '../../platform/database/index.js';
import {
  type NotificationRow,
  notifications,
  type NotificationType,
  type Priority,
} from './notifications.tables.js';

/** The same news for many fans. */
export interface News {
  eventKey: string;
  type: NotificationType;
  title: string;
  message: string;
  priority: Priority;
  data: Record<string, unknown>;
  actionUrl: string;
}

export interface NotificationFilter {
  unreadOnly: boolean;
  type?: NotificationType | undefined;
}

@Injectable()
export class NotificationsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Stores one row for each of these fans, in one statement, and returns the rows of all of them: also of those who
   * had it already, since a repeat after a crash must be able to deliver what was stored but not sent.
   */
  async insertMany(userIds: readonly string[], news: News): Promise<NotificationRow[]> {
    const { eventKey, type, title, message, priority, data, actionUrl } = news;
    const fans = idArray(userIds);
    await this.database.db.execute(sql`
      INSERT INTO notifications (user_id, type, title, message, priority, data, action_url, event_key)
      SELECT fan, ${type}, ${title}, ${message}, ${priority}, ${JSON.stringify(data)}::jsonb, ${actionUrl}, ${eventKey}
      FROM unnest(${fans}) AS fan
      ON CONFLICT (user_id, event_key) DO NOTHING`);
    return this.database.db
      .select()
      .from(notifications)
      .where(and(sql`${notifications.userId} = ANY(${fans})`, eq(notifications.eventKey, eventKey)));
  }

  findPage(
    userId: string,
    filter: NotificationFilter,
    beforeId: string | null,
    limit: number,
  ): Promise<NotificationRow[]> {
    return this.database.db
      .select()
      .from(notifications)
      .where(
        and(
          eq(notifications.userId, userId),
          filter.unreadOnly ? isNull(notifications.readAt) : undefined,
          filter.type === undefined ? undefined : eq(notifications.type, filter.type),
          beforeId === null ? undefined : lt(notifications.id, beforeId),
        ),
      )
      .orderBy(desc(notifications.id))
      .limit(limit);
  }

  async countUnread(userId: string): Promise<number> {
    const [row] = await this.database.db
      .select({ unread: count() })
      .from(notifications)
      .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)));
    return row?.unread ?? 0;
  }

  /** @returns whether it became read by this; null where the user has no such notification */
  async markRead(userId: string, id: string): Promise<boolean | null> {
    const { rows } = await this.database.db.execute<{ was_unread: boolean }>(sql`
      WITH before AS (
        SELECT id, read_at IS NULL AS was_unread FROM notifications WHERE id = ${id} AND user_id = ${userId} FOR UPDATE)
      UPDATE notifications SET read_at = coalesce(read_at, now()) FROM before
      WHERE notifications.id = before.id RETURNING was_unread`);
    return rows[0]?.was_unread ?? null;
  }

  async markAllRead(userId: string): Promise<number> {
    const { rowCount } = await this.database.db
      .update(notifications)
      .set({ readAt: sql`now()` })
      .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)));
    return rowCount ?? 0;
  }

  async delete(userId: string, id: string): Promise<boolean> {
    const { rowCount } = await this.database.db
      .delete(notifications)
      .where(and(eq(notifications.id, id), eq(notifications.userId, userId)));
    return rowCount === 1;
  }
}
