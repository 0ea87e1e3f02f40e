import { type Spelling, startXSimulator, type User, type XSimulator } from '../../simulators/x/index.js';
import { crcServer } from '../../simulators/x/spec-client.js';
import type { Connector, ContentBatch, SyncCursor } from '../../src/connectors/index.js';
import { createXConnector, type XOptions } from '../../src/connectors/x/index.js';
import { createOutboundClient, type OutboundClient } from '../../src/platform/outbound/index.js';
import { OpenBooks } from './spending.js';
import { undescribedByX } from './undescribed.js';

const TOKEN = 'b3arer';
export const CONSUMER_SECRET = 's3cret';

/** What an X connector is made with beside its address. */
export const xDefaults = () => ({
  bearerToken: TOKEN,
  consumerSecret: null,
  dailyMicroUsd: 5_000_000,
  backlogPosts: 100,
  spending: new OpenBooks(),
  now: () => new Date(),
});

/** An X connector beside a simulated X, with one account on it. */
export class XBench {
  readonly spending = new OpenBooks();
  readonly user: User;

  private constructor(
    readonly x: XSimulator,
    /** Where the simulator brings its news. */
    readonly callback: Awaited<ReturnType<typeof crcServer>>,
    private readonly http: OutboundClient,
  ) {
    this.user = x.catalogue.addUser({ username: 'yuni_vt', name: '유니 🎤', followers: 77 });
  }

  static async open(spelling: Spelling): Promise<XBench> {
    const callback = await crcServer(CONSUMER_SECRET);
    const x = await startXSimulator({
      ...{ spelling, bearerToken: TOKEN, consumerSecret: CONSUMER_SECRET },
      reach: () => callback.url,
    });
    return new XBench(
      x,
      callback,
      createOutboundClient({ trustedOrigins: [x.url], userAgent: 'mypick-test/1' }),
    );
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.x.close();
    await this.callback.close();
  }

  connect(more: Partial<XOptions> = {}): Connector {
    const { http, spending } = this;
    return createXConnector({ ...xDefaults(), apiUrl: `${this.x.url}/`, http, spending, ...more });
  }

  post(text: string, more: object = {}) {
    return this.x.catalogue.post(this.user.id, { text, ...more });
  }

  async list(connector: Connector, cursor: SyncCursor | null = null): Promise<ContentBatch[]> {
    const batches: ContentBatch[] = [];
    for await (const batch of connector.listContents({ externalId: this.user.id, handle: null }, cursor, {
      priority: 'routine',
    })) {
      batches.push(batch);
    }
    return batches;
  }

  /** What X understood although its description, in the spelling that it speaks, does not have it. */
  undescribedRequests(): string[] {
    return undescribedByX(this.x);
  }
}

export const titlesOf = (batches: readonly ContentBatch[]): string[] =>
  batches.flatMap(({ items }) => items.map(({ title }) => title));
