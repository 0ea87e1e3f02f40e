import { type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { FaultPlan } from '../http/fault-plan.js';
import { type Reply, type WireReply } from '../http/reply.js';
import { RequestLog } from '../http/request-log.js';
import { SimulatorServer, type ListenOptions } from '../http/server.js';
import { Catalogue } from './catalogue/catalogue.js';
import { DataApi, METHODS, type ApiEndpoint } from './data-api/data-api.js';
import { type QuotaBucket } from './data-api/quota.js';
import { feedReply } from './feed/feed.js';
import { Hub } from './hub/hub.js';
import { notFound } from './not-found.js';
import { pictureReply } from './pictures.js';
import { type Site } from './site.js';

/** All there is to be asked. */
export const ENDPOINTS = [...(Object.keys(METHODS) as ApiEndpoint[]), 'feed', 'picture', 'hub'] as const;
export type Endpoint = (typeof ENDPOINTS)[number] | 'unknown';

export interface YouTubeSimulatorOptions extends ListenOptions {
  /** The keys that are valid; null, the default, takes any. */
  readonly apiKeys?: readonly string[] | null;
  /** The platform's clock. */
  readonly now?: () => Date;
  /** Units a day of the main bucket, and searches a day, of each key; no limit by default (YouTube's are 10,000 and 100). */
  readonly dailyQuota?: number;
  readonly dailySearches?: number;
  /** Calls of `videos.batchGetStats` a day (YouTube's limit is 10,000). */
  readonly dailyStats?: number;
  /** Ids follow from it. */
  readonly seed?: string;
}

/** Starts YouTube on a port of this machine. @throws the system's error when the port is taken */
export async function startYouTubeSimulator(
  options: YouTubeSimulatorOptions = {},
): Promise<YouTubeSimulator> {
  return new YouTubeSimulator(await SimulatorServer.open(options), options);
}

/** YouTube as its clients see it: the Data API, the feeds and the pictures, over a catalogue that may change any time. */
export class YouTubeSimulator {
  readonly url: string;
  /** The two addresses that a client of YouTube is configured with. */
  readonly apiUrl: string;
  readonly feedUrl: string;
  readonly catalogue: Catalogue;
  readonly faults = new FaultPlan<Endpoint>();
  readonly requests = new RequestLog<Endpoint>();
  /** Where pushes are subscribed to. */
  readonly hub: Hub;

  readonly #site: Site;
  readonly #dataApi: DataApi;
  readonly #now: () => Date;

  constructor(
    private readonly server: SimulatorServer,
    options: YouTubeSimulatorOptions,
  ) {
    const {
      apiKeys = null,
      now = () => new Date(),
      dailyQuota = Infinity,
      dailySearches = Infinity,
      dailyStats = Infinity,
    } = options;
    this.url = this.feedUrl = server.url;
    this.apiUrl = `${server.url}/youtube/v3`;
    this.catalogue = new Catalogue(now, options.seed);
    this.#now = now;
    this.#site = { catalogue: this.catalogue, origin: server.url };
    const limits = { main: dailyQuota, search: dailySearches, stats: dailyStats };
    this.#dataApi = new DataApi(this.#site, limits, now, apiKeys);
    this.hub = new Hub(this.catalogue, `${server.url}/subscribe`);
    server.serve((request) => this.#handle(request));
  }

  /** Units of the main bucket used since midnight Pacific time. */
  get unitsUsed(): number {
    return this.#dataApi.used('main');
  }

  get searchesUsed(): number {
    return this.#dataApi.used('search');
  }

  /** Of one bucket, of one key or of all. */
  used(bucket: QuotaBucket, key?: string): number {
    return this.#dataApi.used(bucket, key);
  }

  /** Ends every open connection, also those that hang, and whatever the hub still has to deliver. */
  async close(): Promise<void> {
    await this.hub.close();
    await this.server.close();
  }

  async #handle(request: IncomingMessage): Promise<WireReply> {
    const url = new URL(request.url ?? '/', this.url);
    const endpoint = endpointOf(request.method ?? '', url.pathname);
    const entry = {
      endpoint,
      method: request.method ?? '',
      path: url.pathname,
      query: joined(url.searchParams),
      headers: request.headers,
      at: this.#now(),
      units: 0,
      status: null as number | null,
    };
    this.requests.add(entry);
    const { reply, units } = await this.#answer(endpoint, url, request);
    entry.units = units;
    const fault = this.faults.take(endpoint);
    const sent = fault === null ? reply : await fault(reply);
    entry.status = sent.status;
    return sent;
  }

  async #answer(
    endpoint: Endpoint,
    url: URL,
    request: IncomingMessage,
  ): Promise<{ reply: Reply; units: number }> {
    if (endpoint === 'hub') return { reply: this.hub.answer(await text(request)), units: 0 };
    if (endpoint === 'feed') return { reply: feedReply(url.searchParams, this.#site), units: 0 };
    if (endpoint === 'picture') return { reply: pictureReply(url.pathname, this.catalogue), units: 0 };
    if (endpoint === 'unknown') return { reply: notFound(), units: 0 };
    return this.#dataApi.answer(endpoint, { parameters: url.searchParams, headers: request.headers });
  }
}

function endpointOf(verb: string, path: string): Endpoint {
  if (verb === 'POST') return path === '/subscribe' ? 'hub' : 'unknown';
  if (verb !== 'GET' && verb !== 'HEAD') return 'unknown';
  if (path === '/youtube/v3/videos:batchGetStats') return 'batchGetStats';
  if (path === '/feeds/videos.xml') return 'feed';
  if (path.startsWith('/vi/') || path.startsWith('/avatar/')) return 'picture';
  const method = /^\/youtube\/v3\/(\w+)$/.exec(path)?.[1] ?? '';
  return isApiEndpoint(method) ? method : 'unknown';
}

function isApiEndpoint(name: string): name is ApiEndpoint {
  return Object.hasOwn(METHODS, name);
}

function joined(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name).join(',')]));
}
