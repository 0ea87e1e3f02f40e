import {
  type Account,
  type InstagramSimulator,
  startInstagramSimulator,
} from '../../simulators/instagram/index.js';
import {
  type ChannelRef,
  type Connector,
  type ContentBatch,
  type SyncCursor,
} from '../../src/connectors/connector.js';
import { createInstagramConnector } from '../../src/connectors/instagram/index.js';
import { createOutboundClient, type OutboundClient } from '../../src/platform/outbound/index.js';
import { OpenBooks } from './spending.js';
import { undescribedByInstagram } from './undescribed.js';

export const CALL = { priority: 'routine' } as const;

interface ConnectOptions {
  discovery?: boolean;
  backlogPosts?: number;
}

/** The connector beside a simulated Instagram with one account, at a time that stands still unless it is moved. */
export class ConnectedInstagram {
  clock = new Date('2026-11-20T12:00:00Z');
  readonly spending = new OpenBooks();
  /** Of owners who let us read, by their accounts' ids. */
  readonly tokens = new Map<string, string>();
  readonly ref: ChannelRef;

  private constructor(
    private readonly time: { now: () => Date },
    readonly simulator: InstagramSimulator,
    readonly account: Account,
    private readonly http: OutboundClient,
  ) {
    time.now = () => this.clock;
    this.ref = { externalId: account.id, handle: account.username };
  }

  static async open(): Promise<ConnectedInstagram> {
    const time = { now: () => new Date() };
    const simulator = await startInstagramSimulator({ now: () => time.now() });
    const http = createOutboundClient({
      trustedOrigins: [simulator.url],
      userAgent: 'mypick-test/1',
      retries: { attempts: 2, baseMs: 1, maxMs: 2 },
    });
    const about = { username: 'dlwlrma', name: '이지금 IU', followersCount: 33_000_000 };
    return new ConnectedInstagram(time, simulator, simulator.catalogue.addAccount(about), http);
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.simulator.close();
  }

  connect({ discovery = true, backlogPosts = 200 }: ConnectOptions = {}): Connector {
    const { apiUrl, discoveryUrl, operator } = this.simulator;
    return createInstagramConnector({
      apiUrl,
      discovery: discovery ? { url: discoveryUrl, ...operator } : null,
      backlogPosts,
      tokens: { of: (_, id) => Promise.resolve(this.tokens.get(id) ?? null) },
      ...{ spending: this.spending, now: () => this.clock, http: this.http },
    });
  }

  async list(cursor: SyncCursor | null = null, options: ConnectOptions = {}): Promise<ContentBatch[]> {
    const batches: ContentBatch[] = [];
    for await (const batch of this.connect(options).listContents(this.ref, cursor, CALL)) batches.push(batch);
    return batches;
  }

  /** The account's owner lets us read it. */
  consent(): void {
    this.tokens.set(this.account.id, this.simulator.tokens.grant(this.account.id));
  }

  forward(ms: number): void {
    this.clock = new Date(this.clock.getTime() + ms);
  }

  /** So many posts, an hour apart, the newest an hour old. */
  postMany(count: number) {
    return Array.from({ length: count }, (_, n) =>
      this.simulator.catalogue.post(this.account.id, {
        caption: `${n}`,
        timestamp: new Date(this.clock.getTime() - (count - n) * 3_600_000),
      }),
    );
  }

  /** Fields that were asked for and that no description knows. */
  unknownFields(): string[] {
    return undescribedByInstagram(this.simulator);
  }
}
