import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Log } from '../telemetry/index.js';
import { Database } from './database.js';

type Handler = (payload: string) => void;

const RECONNECT_AFTER_MS = 500;

/**
 * LISTEN/NOTIFY over one connection of its own, made at the first `listen` and made again whenever it breaks.
 * What is notified while it is down is lost, as PostgreSQL keeps no backlog: whoever listens also has a poll,
 * and is called with an empty payload after a reconnect so that it can look at once.
 */
@Injectable()
export class Listener implements OnApplicationShutdown {
  private readonly handlers = new Map<string, Handler[]>();
  private readonly watchers: ((isConnected: boolean) => void)[] = [];
  private client: Promise<pg.Client> | null = null;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** Calls `handler` with the payload of every NOTIFY on `channel`, an SQL identifier. */
  async listen(channel: string, handler: Handler): Promise<void> {
    const known = this.handlers.get(channel);
    this.handlers.set(channel, [...(known ?? []), handler]);
    if (known !== undefined) return;
    if (this.client === null) await this.connect();
    else await (await this.client).query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  /** Calls `watcher` whenever the connection is lost, and when there is one again. */
  watch(watcher: (isConnected: boolean) => void): void {
    this.watchers.push(watcher);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.retry !== null) clearTimeout(this.retry);
    const client = await this.client?.catch(() => null);
    await client?.end();
  }

  private connect(): Promise<pg.Client> {
    this.client = this.open();
    return this.client;
  }

  private async open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.database.url,
      application_name: 'mypick-listener',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => this.dispatch(channel, payload ?? ''));
    client.on('error', (error) => this.log.warn('database.listener_failed', { error }));
    client.on('end', () => {
      for (const watcher of this.watchers) watcher(false);
      this.reconnectLater();
    });
    await client.connect();
    for (const channel of this.handlers.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return client;
  }

  private reconnectLater(): void {
    if (this.closed || this.retry !== null) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      this.connect().then(
        () => {
          for (const watcher of this.watchers) watcher(true);
          for (const channel of this.handlers.keys()) this.dispatch(channel, '');
        },
        (error: unknown) => {
          this.log.warn('database.listener_failed', { error });
          this.reconnectLater();
        },
      );
    }, RECONNECT_AFTER_MS);
  }

  private dispatch(channel: string, payload: string): void {
    for (const handler of this.handlers.get(channel) ?? []) handler(payload);
  }
}
