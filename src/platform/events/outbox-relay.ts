import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Database, Listener } from '../database/index.js';
import { ErrorLog, JobQueue } from '../queue/index.js';
import { Log } from '../telemetry/index.js';
import { Alarm } from './alarm.js';
import { OUTBOX_CHANNEL, OutboxRepository } from './outbox.repository.js';
import { Subscriptions } from './subscriptions.js';

const BATCH = 200;
/** How long an event waits at most when its notification got lost. */
const POLL_MS = 1_000;
/** After this PostgreSQL ends a relay's transaction that does nothing, so that another may take its events. */
const IDLE_MS = 30_000;
const MAX_PAUSE_MS = 5_000;

/**
 * Hands committed events to their subscribers, in processes with the role `worker`; any number of relays may run.
 *
 * An event is deleted in a transaction that is committed after its jobs were added. Killed in between, the relay
 * leaves the event for the next one, which adds the same jobs again; their ids are those of the first time, so
 * the queue drops them (it remembers finished jobs for longer than `IDLE_MS`, see `RETENTION` in the queue).
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly alarm = new Alarm();
  private readonly errors: ErrorLog;
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly listener: Listener,
    private readonly outbox: OutboxRepository,
    private readonly subscriptions: Subscriptions,
    private readonly queue: JobQueue,
    log: Log,
  ) {
    this.errors = new ErrorLog(log, 'outbox.relay_failed');
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.app.roles.has('worker')) return;
    await this.listener.listen(OUTBOX_CHANNEL, () => this.alarm.ring());
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.alarm.ring();
    await this.loop;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const taken = await this.relayBatch();
        failures = 0;
        if (taken < BATCH) await this.alarm.wait(POLL_MS);
      } catch (error) {
        this.errors.write(error);
        failures += 1;
        await this.pause(Math.min(MAX_PAUSE_MS, 100 * 2 ** failures));
      }
    }
  }

  /** Not cut short by the alarm: what failed would only fail again with each event that is published. */
  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** Gives how many events were taken. */
  private relayBatch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.outbox.beginRelay(tx, IDLE_MS);
      const events = await this.outbox.take(tx, BATCH);
      // Not on disk when this returns, but in the log before this transaction: no crash keeps the deletion alone.
      await this.queue.addBatch(
        events.flatMap((event) => this.subscriptions.jobsFor(event)),
        'consumer',
      );
      return events.length;
    });
  }
}
