import { type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { FaultPlan } from '../http/fault-plan.js';
import { type WireReply } from '../http/reply.js';
import { RequestLog } from '../http/request-log.js';
import { SimulatorServer, type ListenOptions } from '../http/server.js';
import { Activity } from './activity/activity.js';
import { Webhooks } from './activity/webhooks.js';
import { Api, endpointOf, type Endpoint } from './api/api.js';
import { type Spelling } from './api/spelling.js';
import { LIMITS, type LimitedEndpoint } from './api/windows.js';
import { Catalogue } from './catalogue/catalogue.js';

export interface XSimulatorOptions extends ListenOptions {
  /** The one that is valid; null, the default, takes any. */
  readonly bearerToken?: string | null;
  /** Signs what is brought to webhooks. */
  readonly consumerSecret?: string;
  /** The platform's clock. */
  readonly now?: () => Date;
  readonly spelling?: Spelling;
  /** Calls in 15 minutes, where other than X's. */
  readonly limits?: Partial<Record<LimitedEndpoint, number>>;
  /** Where the URL of a webhook leads, which must be HTTPS and without a port. */
  readonly reach?: (url: string) => string;
}

/** Starts X on a port of this machine. @throws the system's error when the port is taken */
export async function startXSimulator(options: XSimulatorOptions = {}): Promise<XSimulator> {
  return new XSimulator(await SimulatorServer.open(options), options);
}

/** X as its clients see it: API v2 and the Activity API, over a catalogue that may change any time. */
export class XSimulator {
  /** What a client of X is configured with. */
  readonly url: string;
  readonly catalogue: Catalogue;
  readonly activity: Activity;
  readonly faults = new FaultPlan<Endpoint>();
  readonly requests = new RequestLog<Endpoint>();
  /** What is understood from now on. */
  spelling: Spelling;

  readonly #api: Api;
  readonly #now: () => Date;

  constructor(
    private readonly server: SimulatorServer,
    options: XSimulatorOptions,
  ) {
    const { bearerToken = null, consumerSecret = 'consumer-secret', now = () => new Date() } = options;
    const { spelling = 'tweet', limits = {}, reach = (url: string) => url } = options;
    this.url = server.url;
    this.spelling = spelling;
    this.#now = now;
    this.catalogue = new Catalogue(now);
    const webhooks = new Webhooks(now, consumerSecret, reach);
    this.activity = new Activity(this.catalogue, webhooks, () => this.spelling, now);
    this.#api = new Api(this.catalogue, this.activity, {
      bearerToken,
      now,
      limits: { ...LIMITS, ...limits },
    });
    server.serve((request) => this.#handle(request));
  }

  /** What the app owes X, in millionths of a dollar. */
  get spentMicroUsd(): number {
    return this.#api.bill.total;
  }

  /** Page tokens that were given so far are refused from now on. */
  forgetPageTokens(): void {
    this.#api.pageTokens.forget();
  }

  /** Ends every open connection, also those that hang, and whatever is still to be delivered. */
  async close(): Promise<void> {
    await this.activity.close();
    await this.server.close();
  }

  async #handle(request: IncomingMessage): Promise<WireReply> {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', this.url);
    const endpoint = endpointOf(method, url.pathname);
    const entry = {
      ...{ endpoint, method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers },
      ...{ at: this.#now(), units: 0, status: null as number | null },
    };
    this.requests.add(entry);
    const call = { method, url, headers, body: await text(request), spelling: this.spelling };
    const fault = this.faults.take(endpoint);
    const { reply, microUsd } = await this.#api.answer(endpoint, call);
    entry.units = microUsd;
    const sent = fault === null ? reply : await fault(reply);
    entry.status = sent.status;
    return sent;
  }
}
