import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { AppError } from '../../platform/errors/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import {
  ChannelFinder,
  type ChannelName,
  type ChannelProfile,
  CreatorsService,
  readChannelName,
  SubscriptionsService,
} from '../creators/index.js';
import { ImportProgress } from './import-progress.js';
import { ImportsRepository, type Settlement } from './imports.repository.js';
import { EntriesLeft, ImportLimitReached, ReferenceInvalid } from './subscription-lists.errors.js';
import { importSubscriptions } from './subscription-lists.jobs.js';
import type { EntryRow, ImportRow } from './subscription-lists.tables.js';

const DAY_MS = 86_400_000;
const ENTRIES_AT_A_TIME = 50;
const TELL_EVERY_MS = 500;
/** What a platform would have again so soon is worth waiting for. */
const WORTH_WAITING_MS = 60_000;

type Named = [EntryRow, ChannelName];

/**
 * Works through lists. Each entry gets its outcome in the transaction that follows its channel: killed anywhere, the next
 * attempt goes on with what is open, and nothing is done or counted twice.
 */
@Injectable()
export class ImportWorker {
  constructor(
    private readonly database: Database,
    private readonly repository: ImportsRepository,
    private readonly progress: ImportProgress,
    private readonly finder: ChannelFinder,
    private readonly creators: CreatorsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /** @throws EntriesLeft where a platform was out of reach and is to be asked again */
  @JobHandler(importSubscriptions)
  async work({ importId }: { importId: string }, { attempt, signal }: JobContext): Promise<void> {
    const row = await this.repository.find(importId);
    if (row === null || row.state === 'done') return;
    const isLast = attempt >= importSubscriptions.options.attempts;
    let left = 0;
    let toldAt = 0;
    let line = 0;
    for (;;) {
      const entries = await this.repository.nextOpen(importId, line, ENTRIES_AT_A_TIME);
      if (entries.length === 0) break;
      left += await this.settle(row, entries, isLast);
      line = entries.at(-1)?.line ?? line;
      if (signal.aborted) return;
      await this.repository.move(importId, 'running', 'running', this.clock.now());
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = performance.now();
      await this.progress.tell(row);
    }
    if (left > 0) throw new EntriesLeft();
    this.log.info('subscriptions.imported', { importId });
    await this.progress.startWatching(importId);
  }

  /** @returns how many stay open, to be tried again */
  private async settle(row: ImportRow, entries: readonly EntryRow[], isLast: boolean): Promise<number> {
    const named = entries.map((entry) => [entry, readChannelName(entry.given)] as const);
    const readable = named.filter((pair): pair is Named => pair[1] !== null);
    const unreadable = named.filter(([, name]) => name === null).map(([entry]) => entry);
    await this.fail(row, unreadable, new ReferenceInvalid());

    const unknown = await this.followKnown(row, readable);
    const asked = await this.withinLimit(row, unknown);
    const found = await this.finder.resolve(asked.map(([, name]) => name));
    let left = 0;
    for (const [entry, name] of asked) {
      const profile = found.get(name);
      if (profile === undefined) continue;
      const error = profile instanceof AppError ? profile : await this.addAndFollow(row, entry, profile);
      if (error === null) continue;
      if (!isLast && this.isPassing(error)) left += 1;
      else await this.fail(row, [entry], error);
    }
    return left;
  }

  /** Follows channels that are here already, all in one go. @returns the others */
  private async followKnown({ id, userId }: ImportRow, named: readonly Named[]): Promise<Named[]> {
    const known = await this.finder.known(named.map(([, name]) => name));
    const here = named.flatMap(([entry, name]) => {
      const channel = known.get(name);
      return channel === undefined ? [] : [{ line: entry.line, channelId: channel.id }];
    });
    if (here.length === 0) return [...named];
    await this.database.transaction(async (tx) => {
      const lines = here.map(({ line }) => line);
      const open = await this.repository.claim(tx, id, lines);
      const owners = await this.creators.holdChannels(
        tx,
        here.map(({ channelId }) => channelId),
      );
      const claimed = here.filter(({ line, channelId }) => open.has(line) && owners.has(channelId));
      const creatorIds = claimed.flatMap(({ channelId }) => owners.get(channelId) ?? []);
      await this.subscriptions.subscribeTo(tx, creatorIds, userId);
      const settlements = claimed.map((entry): Settlement => ({ ...entry, outcome: 'followed' }));
      await this.repository.settle(tx, id, settlements);
    });
    return named.filter(([, name]) => !known.has(name));
  }

  /** A creator with the channel, where nobody had it added meanwhile, and the fan among their followers. */
  private async addAndFollow(
    { id, userId }: ImportRow,
    { line }: EntryRow,
    profile: ChannelProfile,
  ): Promise<AppError | null> {
    try {
      await this.database.transaction(async (tx) => {
        if (!(await this.repository.claim(tx, id, [line])).has(line)) return;
        const { creatorId, isNew } = await this.creators.ensure(tx, [profile]);
        await this.subscriptions.subscribeTo(tx, [creatorId], userId);
        const channel = await this.creators.findChannelOn(profile.platform, profile.externalId, tx);
        const outcome = isNew ? 'added' : 'followed';
        await this.repository.settle(tx, id, [{ line, outcome, channelId: channel?.id }]);
      });
      return null;
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  /** Books what is to be asked for; what a fan may not have looked up today any more fails. */
  private async withinLimit(row: ImportRow, unknown: readonly Named[]): Promise<Named[]> {
    const now = this.clock.now();
    const booked = unknown.filter(([entry]) => entry.lookedUpAt !== null);
    const fresh = unknown.filter(([entry]) => entry.lookedUpAt === null);
    if (fresh.length === 0) return booked;
    const used = await this.repository.countLookedUp(row.userId, new Date(now.getTime() - DAY_MS));
    const room = Math.max(0, this.config.imports.newChannelsADay - used);
    const allowed = fresh.slice(0, room);
    const lines = allowed.map(([entry]) => entry.line);
    await this.repository.bookLookups(row.id, lines, now);
    const refused = fresh.slice(room).map(([entry]) => entry);
    await this.fail(row, refused, new ImportLimitReached());
    return [...booked, ...allowed];
  }

  private async fail({ id }: ImportRow, entries: readonly EntryRow[], { code }: AppError): Promise<void> {
    const settlements = entries.map(({ line }): Settlement => ({ line, code, outcome: 'failed' }));
    await this.repository.settle(this.database.db, id, settlements);
  }

  private isPassing({ definition, options }: AppError): boolean {
    if (definition.kind !== 'unavailable') return false;
    const waitMs = (options.retryAt?.getTime() ?? 0) - this.clock.now().getTime();
    return waitMs < WORTH_WAITING_MS;
  }
}
