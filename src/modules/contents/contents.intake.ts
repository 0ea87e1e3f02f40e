import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { CreatorsService, type Platform } from '../creators/index.js';
import { type Change, ContentsAnnouncer } from './contents.announcer.js';
import { CONTENTS_CHANGED } from './contents.changes.js';
import { missed, removed, seen, type Life, type Turn } from './contents.lifecycle.js';
import type { ContentSource, ContentState, FoundItem } from './contents.vocabulary.js';
import { IntakeRepository, type KnownContent } from './intake.repository.js';

/** Something that was found, and where. */
export interface Finding {
  source: ContentSource;
  item: FoundItem;
  /** There is something of this id, and no more is known: to be looked up before it is shown. */
  isHint: boolean;
  /** It was there before MyPick began to watch: stored, not announced. */
  isBacklog: boolean;
}

/** Where a content stands after it was taken in. */
export interface Standing {
  id: string;
  externalId: string;
  platform: Platform;
  state: ContentState;
  publishedAt: Date;
  scheduledAt: Date | null;
  missingSince: Date | null;
  isNew: boolean;
  /** A hint says otherwise than what is known: it is to be looked at again. */
  isContradicted: boolean;
}

const AS_TOLD = { liveStatus: null, scheduledAt: null, isHint: false };

/**
 * Takes in what the platforms tell. Rows and the events of what has changed are written in the caller's transaction:
 * either all are there afterwards or none. Each step of a content's life is told once, however often and by however
 * many workers it is seen.
 */
@Injectable()
export class ContentsIntake {
  constructor(
    private readonly repository: IntakeRepository,
    private readonly announcer: ContentsAnnouncer,
    private readonly creators: CreatorsService,
    private readonly memory: Changes,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  /**
   * Keeps the channels of contents where they are, and others from taking in what these show, until the transaction ends.
   * For transactions that take in several things: locked one after the other, two of them would wait for each other.
   */
  async hold(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<void> {
    const known = await this.repository.findKnown(tx, platform, externalIds);
    await this.lock(
      tx,
      [...known.values()].map(({ channelId }) => channelId),
    );
  }

  /** Stores what was found, all of it on one platform: what was taken down, or whose channel is gone, is left out. */
  async take(tx: Tx, platform: Platform, findings: readonly Finding[]): Promise<Standing[]> {
    return this.tell(tx, await this.found(tx, platform, findings));
  }

  /**
   * Takes in a whole look: what was found, and what was looked for and is missing. The creators of both are locked together,
   * in one order with everybody else.
   */
  async settle(
    tx: Tx,
    platform: Platform,
    findings: readonly Finding[],
    missingIds: readonly string[],
  ): Promise<Standing[]> {
    const found = await this.found(tx, platform, findings);
    const missing = await this.turned(tx, platform, missingIds, this.missedNow());
    return this.tell(tx, [...found, ...missing]);
  }

  /** Takes for published what no more can be learned of now: better told as little as is known than not at all. */
  trust(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<Standing[]> {
    const now = this.clock.now();
    return this.become(tx, platform, externalIds, (life) =>
      life.state === 'announced' ? seen(life, AS_TOLD, now) : { life, step: null },
    );
  }

  /** Writes counters alone. */
  async count(
    tx: Tx,
    platform: Platform,
    counted: readonly { externalId: string; statistics: FoundItem['statistics'] }[],
  ): Promise<Standing[]> {
    if (counted.length === 0) return [];
    await this.repository.updateStatistics(tx, platform, counted);
    const externalIds = counted.map(({ externalId }) => externalId);
    const known = [...(await this.repository.findKnown(tx, platform, externalIds)).values()];
    await this.forget(tx, known);
    return known.map(unchanged);
  }

  /** Contents by their ids, with where they were found. */
  async sources(platform: Platform, externalIds: readonly string[]): Promise<Map<string, ContentSource>> {
    const known = await this.repository.findKnown(this.database.db, platform, externalIds);
    return new Map([...known].map(([id, { channelId }]) => [id, { channelId, platform }]));
  }

  /** The platform's ids of what is shown of a channel and was published after then. */
  shownAfter(tx: Tx, channelId: string, time: Date): Promise<string[]> {
    return this.repository.findShownAfter(tx, channelId, time);
  }

  /** Where contents stand; what is not known is left out. */
  async standings(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<Standing[]> {
    const known = await this.repository.findKnown(tx, platform, externalIds);
    return [...known.values()].map(unchanged);
  }

  /** Deletes contents that have been gone since then. @returns how many, up to `limit` */
  forgetGone(before: Date, limit: number): Promise<number> {
    return this.repository.deleteGone(this.database.db, before, limit);
  }

  /** When a channel published since then. */
  publishedTimes(channelId: string, since: Date): Promise<Date[]> {
    return this.repository.findTimes(this.database.db, channelId, since);
  }

  /** Writes down that a look found these missing: what is still missing at a later look is gone. */
  miss(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<Standing[]> {
    return this.become(tx, platform, externalIds, this.missedNow());
  }

  /** Takes down what the platform or its owner says was deleted. */
  remove(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<Standing[]> {
    return this.become(tx, platform, externalIds, removed);
  }

  /** Takes a content down for good: it is told to be gone, deleted, and never collected again. */
  async takeDown(tx: Tx, platform: Platform, externalId: string, reason: string | null): Promise<void> {
    await this.remove(tx, platform, [externalId]);
    await this.repository.remove(tx, { platform, externalId, reason, removedAt: this.clock.now() });
  }

  /** @returns whose each channel is; those that are gone are left out */
  private async lock(tx: Tx, channelIds: readonly string[]): Promise<Map<string, string>> {
    await this.repository.lockChannels(tx, channelIds);
    return this.creators.holdChannels(tx, [...new Set(channelIds)]);
  }

  private async found(tx: Tx, platform: Platform, findings: readonly Finding[]): Promise<Change[]> {
    if (findings.length === 0) return [];
    const distinct = new Map(findings.map((finding) => [finding.item.externalId, finding]));
    const externalIds = [...distinct.keys()];
    const owners = await this.lock(
      tx,
      findings.map(({ source }) => source.channelId),
    );
    const removedIds = await this.repository.findRemoved(tx, platform, externalIds);
    const known = await this.repository.findKnown(tx, platform, externalIds);
    const now = this.clock.now();
    const turns = [...distinct].flatMap(([externalId, finding]) => {
      const creatorId = owners.get(finding.source.channelId);
      if (creatorId === undefined || removedIds.has(externalId)) return [];
      const before = known.get(externalId) ?? null;
      const turn = seen(before, { ...finding.item, isHint: finding.isHint }, now);
      return [{ finding, creatorId, before, turn }];
    });
    // A hint says less than what is known: it is no reason to write.
    const writes = turns.filter(({ finding, before }) => !finding.isHint || before === null);
    const ids = await this.repository.upsert(
      tx,
      writes.map(({ finding: { source, item }, creatorId, turn: { life } }) => ({
        ...{ source, creatorId, item, life },
      })),
    );
    const rewritten = writes.flatMap(({ before }) =>
      before !== null && ids.has(before.externalId) ? before.id : [],
    );
    if (rewritten.length > 0) await this.repository.outdateAnalyses(tx, rewritten);
    return turns.map(({ finding, creatorId, before, turn }) => {
      const id = before?.id ?? ids.get(finding.item.externalId);
      if (id === undefined) throw new Error(`not stored: ${platform} ${finding.item.externalId}`);
      const isWritten = ids.has(finding.item.externalId);
      return { ...changeOf({ id, creatorId }, finding, before, turn), isWritten };
    });
  }

  private async become(
    tx: Tx,
    platform: Platform,
    externalIds: readonly string[],
    turn: (life: Life) => Turn,
  ): Promise<Standing[]> {
    return this.tell(tx, await this.turned(tx, platform, externalIds, turn));
  }

  private async turned(
    tx: Tx,
    platform: Platform,
    externalIds: readonly string[],
    turn: (life: Life) => Turn,
  ): Promise<Change[]> {
    await this.hold(tx, platform, externalIds);
    const known = await this.repository.findKnown(tx, platform, externalIds);
    const changes = [...known.values()].map((content): Change => {
      const { life, step } = turn(content);
      return { content, before: content, after: life, step, isBacklog: false, isWritten: true };
    });
    await this.repository.updateLives(tx, new Map(changes.map(({ content, after }) => [content.id, after])));
    return changes;
  }

  private missedNow(): (life: Life) => Turn {
    const now = this.clock.now();
    return (life) => missed(life, now);
  }

  /** Has whoever keeps contents of these creators in memory read them anew. */
  private forget(tx: Tx, contents: readonly { creatorId: string }[]): Promise<void> {
    const creatorIds = contents.map(({ creatorId }) => creatorId);
    return this.memory.publish(tx, CONTENTS_CHANGED, creatorIds);
  }

  private async tell(tx: Tx, changes: readonly Change[]): Promise<Standing[]> {
    await this.announcer.announce(tx, changes);
    const written = changes.filter(({ isWritten }) => isWritten);
    await this.forget(
      tx,
      written.map(({ content }) => content),
    );
    return changes.map(standingOf);
  }
}

function changeOf(
  { id, creatorId }: { id: string; creatorId: string },
  { source, item, isHint, isBacklog }: Finding,
  before: KnownContent | null,
  { life, step }: Turn,
): Omit<Change, 'isWritten'> {
  const { type, title, publishedAt } = item;
  return {
    content: {
      ...{ id, externalId: item.externalId, platform: source.platform, type, title, publishedAt },
      creatorId: before?.creatorId ?? creatorId,
      channelId: before?.channelId ?? source.channelId,
      thumbnail: item.thumbnailUrl ?? before?.thumbnail ?? null,
    },
    before,
    after: life,
    step,
    isContradicted: isHint && before !== null && contradicts(item, before),
    // What happens to something that people were told of is news, however old it is.
    isBacklog: isBacklog && (before === null || before.told.length === 0),
  };
}

/** A hint knows the title, and a Short when it sees one; whatever else it says it may only not know better. */
function contradicts({ title, type }: FoundItem, known: KnownContent): boolean {
  return title !== known.title || (type === 'short' && known.type === 'video');
}

function standingOf({
  content: { id, externalId, platform, publishedAt },
  before,
  after,
  isContradicted = false,
}: Omit<Change, 'isWritten'>): Standing {
  const { state, scheduledAt, missingSince } = after;
  const place = { id, externalId, platform, publishedAt, state, scheduledAt, missingSince };
  return { ...place, isNew: before === null, isContradicted };
}

function unchanged(content: KnownContent): Standing {
  return standingOf({ content, before: content, after: content, step: null, isBacklog: false });
}
