import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/events/index.js';
import { Realtime, userRoom } from '../../platform/realtime/index.js';
import { type ContentEvent, contentLive, contentPublished, contentScheduled } from '../contents/index.js';
import { CreatorsService, type News as Told, SubscriptionsService } from '../creators/index.js';
import { newNotification } from './notifications.messages.js';
import { type News, NotificationsRepository } from './notifications.repository.js';
import { presentNotification } from './notifications.schemas.js';

const FANS_AT_A_TIME = 1_000;

/** Tells the fans of a creator what is new: a row for each, and a message to whoever is connected. */
@Injectable()
export class Announcer {
  constructor(
    private readonly repository: NotificationsRepository,
    private readonly creators: CreatorsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(contentPublished, { subscriber: 'notifications', when: isNews })
  published(content: ContentEvent): Promise<void> {
    const eventKey = `content.published:${content.contentId}`;
    return this.announce(content, 'published', { type: 'new_content', eventKey });
  }

  /** A new start time is news again. */
  @OnEvent(contentScheduled, { subscriber: 'notifications', when: isNews })
  scheduled(content: ContentEvent): Promise<void> {
    const eventKey = `content.scheduled:${content.contentId}:${content.scheduledAt ?? ''}`;
    return this.announce(content, 'scheduled', { type: 'scheduled', eventKey });
  }

  @OnEvent(contentLive, { subscriber: 'notifications', when: isNews })
  live(content: ContentEvent): Promise<void> {
    const eventKey = `content.live:${content.contentId}`;
    return this.announce(content, 'live', { type: 'live_started', eventKey });
  }

  private async announce(
    content: ContentEvent,
    occasion: Told['occasion'],
    kind: Pick<News, 'type' | 'eventKey'>,
  ): Promise<void> {
    // Whose fans they are may have changed since: a merged creator's are the survivor's.
    const creator = await this.creators.find(content.creatorId);
    if (creator === null) return; // Removed in the meantime.
    const news = { ...newsOf({ ...content, creatorId: creator.id }, creator.displayName), ...kind };
    const told: Told = { occasion, type: content.type };
    for await (const userIds of this.subscriptions.listeners(creator.id, told, FANS_AT_A_TIME)) {
      const rows = await this.repository.insertMany(userIds, news);
      void this.realtime.sendMany(
        newNotification,
        rows.map((row) => ({ room: userRoom(row.userId), payload: presentNotification(row) })),
      );
    }
  }
}

function isNews({ isBacklog }: ContentEvent): boolean {
  return !isBacklog;
}

/** The title is the creator's name and the message the content's title, which needs no translation. */
function newsOf(
  { contentId, creatorId, title, thumbnail, platform, type, scheduledAt }: ContentEvent,
  creator: string,
): Omit<News, 'type' | 'eventKey'> {
  return {
    title: creator,
    message: title,
    priority: 'normal',
    data: {
      ...{ contentId, creatorId, platform, contentType: type, thumbnail },
      ...(scheduledAt === null ? {} : { scheduledAt }),
    },
    actionUrl: `/contents/${contentId}`,
  };
}
