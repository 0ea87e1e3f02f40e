import { type IncomingMessage } from 'node:http';
import { FaultPlan } from '../http/fault-plan.js';
import { type Reply, type WireReply } from '../http/reply.js';
import { RequestLog } from '../http/request-log.js';
import { SimulatorServer, type ListenOptions } from '../http/server.js';
import { Catalogue } from './catalogue/catalogue.js';
import { DataApi, METHODS, type ApiEndpoint } from './data-api/data-api.js';
import { Quota } from './data-api/quota.js';
import { feedReply } from './feed/feed.js';
import { notFound } from './not-found.js';
import { pictureReply } from './pictures.js';
import { type Site } from './site.js';

export type Endpoint = ApiEndpoint | 'feed' | 'picture' | 'unknown';

export interface YouTubeSimulatorOptions extends ListenOptions {
  /** The keys that are valid; null, the default, takes any. */
  readonly apiKeys?: readonly string[] | null;
  /** The platform's clock. */
  readonly now?: () => Date;
  /** Units a day of the main bucket, and searches a day; no limit by default (YouTube's are 10,000 and 100). */
  readonly dailyQuota?: number;
  readonly dailySearches?: number;
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

  readonly #site: Site;
  readonly #quota: Quota;
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
    } = options;
    this.url = this.feedUrl = server.url;
    this.apiUrl = `${server.url}/youtube/v3`;
    this.catalogue = new Catalogue(now, options.seed);
    this.#now = now;
    this.#site = { catalogue: this.catalogue, origin: server.url };
    this.#quota = new Quota({ main: dailyQuota, search: dailySearches }, now);
    this.#dataApi = new DataApi(this.#site, this.#quota, apiKeys);
    server.serve((request) => this.#handle(request));
  }

  /** Units of the main bucket used since midnight Pacific time. */
  get unitsUsed(): number {
    return this.#quota.used('main');
  }

  get searchesUsed(): number {
    return this.#quota.used('search');
  }

  /** Ends every open connection, also those that hang. */
  close(): Promise<void> {
    return this.server.close();
  }

  async #handle(request: IncomingMessage): Promise<WireReply> {
    const url = new URL(request.url ?? '/', this.url);
    const endpoint =
      request.method === 'GET' || request.method === 'HEAD' ? endpointOf(url.pathname) : 'unknown';
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
    const { reply, units } = this.#answer(endpoint, url, request);
    entry.units = units;
    const fault = this.faults.take(endpoint);
    const sent = fault === null ? reply : await fault(reply);
    entry.status = sent.status;
    return sent;
  }

  #answer(endpoint: Endpoint, url: URL, request: IncomingMessage): { reply: Reply; units: number } {
    if (endpoint === 'feed') return { reply: feedReply(url.searchParams, this.#site), units: 0 };
    if (endpoint === 'picture') return { reply: pictureReply(url.pathname, this.catalogue), units: 0 };
    if (endpoint === 'unknown') return { reply: notFound(), units: 0 };
    return this.#dataApi.answer(endpoint, { parameters: url.searchParams, headers: request.headers });
  }
}

function endpointOf(path: string): Endpoint {
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
