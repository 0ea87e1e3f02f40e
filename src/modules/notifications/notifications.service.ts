import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Cursors, type ListPart, type Principal, streamOf } from '../../platform/http/index.js';
import { Realtime, userRoom } from '../../platform/realtime/index.js';
import { NotificationNotFound } from './notifications.errors.js';
import { unreadCountChanged } from './notifications.messages.js';
import { NotificationsRepository } from './notifications.repository.js';
import {
  type NotificationQuery,
  type NotificationView,
  presentNotification,
} from './notifications.schemas.js';

const UNREAD_ON_CONNECT = 100;
const position = z.string().regex(/^\d{1,19}$/);

/** A fan's notifications. Nobody reads or changes another's: every query names its owner. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly repository: NotificationsRepository,
    private readonly realtime: Realtime,
    private readonly cursors: Cursors,
  ) {}

  /** @throws InvalidCursor */
  async list(
    { cursor, limit, ...filter }: NotificationQuery,
    me: Principal,
  ): Promise<ListPart<NotificationView>> {
    const list = `notifications:${me.userId}`;
    const before = cursor === undefined ? null : this.cursors.decode(list, cursor, position);
    const rows = await this.repository.findPage(me.userId, filter, before, limit + 1);
    return streamOf(rows.map(presentNotification), limit, ({ id }) => this.cursors.encode(list, id));
  }

  async unread(userId: string): Promise<NotificationView[]> {
    const rows = await this.repository.findPage(userId, { unreadOnly: true }, null, UNREAD_ON_CONNECT);
    return rows.map(presentNotification);
  }

  async unreadCount(userId: string): Promise<{ count: number }> {
    return { count: await this.repository.countUnread(userId) };
  }

  /** @throws NotificationNotFound */
  async markRead(userId: string, id: string): Promise<{ updated: number }> {
    const changed = await this.repository.markRead(userId, id);
    if (changed === null) throw new NotificationNotFound();
    return this.updated(userId, changed ? 1 : 0);
  }

  async markAllRead(userId: string): Promise<{ updated: number }> {
    return this.updated(userId, await this.repository.markAllRead(userId));
  }

  /** @throws NotificationNotFound */
  async delete(userId: string, id: string): Promise<{ deleted: true }> {
    if (!(await this.repository.delete(userId, id))) throw new NotificationNotFound();
    await this.updated(userId, 1);
    return { deleted: true };
  }

  private async updated(userId: string, updated: number): Promise<{ updated: number }> {
    if (updated > 0)
      void this.realtime.send(unreadCountChanged, userRoom(userId), await this.unreadCount(userId));
    return { updated };
  }
}
