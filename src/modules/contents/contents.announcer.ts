import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import { CreatorsService } from '../creators/index.js';
import { type ContentEvent, contentScheduled, STEP_EVENTS } from './contents.events.js';
import { isShown, type Life, type Step } from './contents.lifecycle.js';
import type { KnownContent } from './intake.repository.js';

/** What has become of a content. */
export interface Change {
  content: Omit<KnownContent, keyof Life>;
  before: Life | null;
  after: Life;
  step: Step | null;
  isBacklog: boolean;
  /** It was only hinted at, and not as it is known. */
  isContradicted?: boolean;
  /** Its row is another one than before. */
  isWritten: boolean;
}

/** Tells of what has changed: an event for each step, and the creators' counts. */
@Injectable()
export class ContentsAnnouncer {
  constructor(
    private readonly events: Events,
    private readonly creators: CreatorsService,
  ) {}

  async announce(tx: Tx, changes: readonly Change[]): Promise<void> {
    for (const step of ['published', 'live', 'ended', 'cancelled', 'gone'] as const) {
      await this.events.publishMany(tx, STEP_EVENTS[step], told(changes, step).map(eventOf));
    }
    await this.events.publishMany(
      tx,
      contentScheduled,
      told(changes, 'scheduled').map((change) => ({
        ...eventOf(change),
        previousScheduledAt: change.before?.scheduledAt?.toISOString() ?? null,
      })),
    );
    await this.count(tx, changes);
  }

  /** What is counted of a channel and its creator is what is shown. */
  private async count(tx: Tx, changes: readonly Change[]): Promise<void> {
    const differences = new Map<string, number>();
    for (const { content, before, after } of changes) {
      const difference = Number(isShown(after)) - Number(before !== null && isShown(before));
      differences.set(content.channelId, (differences.get(content.channelId) ?? 0) + difference);
    }
    await this.creators.addContents(tx, new Map([...differences].filter(([, count]) => count !== 0)));
  }
}

function told(changes: readonly Change[], step: Step): Change[] {
  return changes.filter((change) => change.step === step);
}

function eventOf({ content, after, isBacklog }: Change): ContentEvent {
  return {
    contentId: content.id,
    creatorId: content.creatorId,
    channelId: content.channelId,
    platform: content.platform,
    type: content.type,
    title: content.title,
    thumbnail: content.thumbnail,
    publishedAt: content.publishedAt.toISOString(),
    scheduledAt: after.scheduledAt?.toISOString() ?? null,
    isBacklog,
  };
}
