import { type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { FaultPlan } from '../http/fault-plan.js';
import { type Reply, type WireReply } from '../http/reply.js';
import { RequestLog } from '../http/request-log.js';
import { type ListenOptions, SimulatorServer } from '../http/server.js';
import { Catalogue } from './catalogue/catalogue.js';
import { IdSource } from './catalogue/ids.js';
import { CallLimit } from './graph/call-limit.js';
import { Graph } from './graph/graph.js';
import { type Application, Login } from './login/login.js';
import { Tokens } from './login/tokens.js';
import { pictureReply, SignedLinks } from './pictures.js';

const DAY_MS = 86_400_000;

/** The hosts of the platform, each below a path of its own. */
const HOSTS = {
  discovery: '/graph.facebook.com/v25.0',
  api: '/graph.instagram.com',
  token: '/api.instagram.com',
  login: '/www.instagram.com',
};

/** All there is to be asked. */
export const ENDPOINTS = [
  ...(['discovery', 'me', 'media'] as const),
  ...(['authorize', 'token', 'exchange', 'refresh'] as const),
  'picture',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number] | 'unknown';

export interface InstagramSimulatorOptions extends ListenOptions {
  /** The platform's clock. */
  readonly now?: () => Date;
  readonly application?: Application;
  /** Calls an hour of the application, and to each account; no limit by default. */
  readonly callsPerHour?: number;
  /** For how long links to pictures are good, to the end of a day; four days by default. */
  readonly linkLifeMs?: number;
  /** Ids follow from it. */
  readonly seed?: string;
}

/** Starts Instagram on a port of this machine. @throws the system's error when the port is taken */
export async function startInstagramSimulator(
  options: InstagramSimulatorOptions = {},
): Promise<InstagramSimulator> {
  return new InstagramSimulator(await SimulatorServer.open(options), options);
}

/** Instagram as its clients see it: both graphs, the login and the pictures, over a catalogue that may change any time. */
export class InstagramSimulator {
  readonly url: string;
  /** The addresses that a client of Instagram is configured with. */
  readonly discoveryUrl: string;
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly loginUrl: string;
  readonly application: Application;
  /** Whoever looks others up: the account and the token of a client's operator. */
  readonly operator: { readonly accountId: string; readonly token: string };

  readonly catalogue: Catalogue;
  readonly tokens: Tokens;
  readonly login: Login;
  readonly limit: CallLimit;
  readonly faults = new FaultPlan<Endpoint>();
  readonly requests = new RequestLog<Endpoint>();

  readonly #graph: Graph;
  readonly #links: SignedLinks;
  readonly #now: () => Date;

  constructor(
    private readonly server: SimulatorServer,
    options: InstagramSimulatorOptions,
  ) {
    const { now = () => new Date(), callsPerHour = Infinity, linkLifeMs = 4 * DAY_MS } = options;
    const { application = { clientId: '990602627938098', clientSecret: 'a1b2c3d4e5f6' } } = options;
    const ids = new IdSource(options.seed ?? 'mypick');
    this.#now = now;
    this.url = server.url;
    this.discoveryUrl = `${server.url}${HOSTS.discovery}`;
    this.apiUrl = `${server.url}${HOSTS.api}`;
    this.tokenUrl = `${server.url}${HOSTS.token}`;
    this.loginUrl = `${server.url}${HOSTS.login}`;
    this.application = application;
    this.catalogue = new Catalogue(ids, now);
    this.tokens = new Tokens(ids, this.catalogue, now);
    this.login = new Login(application, this.tokens, now);
    this.limit = new CallLimit(callsPerHour, now);
    this.#links = new SignedLinks(server.url, now, linkLifeMs);
    const { id: accountId } = this.catalogue.addAccount({ username: 'mypick.operator', kind: 'business' });
    this.operator = { accountId, token: ids.secret('EAAB', 180) };
    const site = { catalogue: this.catalogue, links: this.#links };
    this.#graph = new Graph(site, this.tokens, this.operator, this.limit);
    server.serve((request) => this.#handle(request));
  }

  /** Everything that must show nowhere but in requests to Instagram. */
  get secrets(): string[] {
    return [this.operator.token, this.application.clientSecret, ...this.tokens.all];
  }

  /** Ends every open connection, also those that hang. */
  close(): Promise<void> {
    return this.server.close();
  }

  async #handle(request: IncomingMessage): Promise<WireReply> {
    const url = new URL(request.url ?? '/', this.url);
    const endpoint = endpointOf(request.method ?? '', url.pathname);
    const entry = {
      endpoint,
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      at: this.#now(),
      units: 1,
      status: null as number | null,
    };
    this.requests.add(entry);
    const reply = await this.#answer(endpoint, url, request);
    const fault = this.faults.take(endpoint);
    const sent = fault === null ? reply : await fault(textual(reply));
    entry.status = sent.status;
    return sent;
  }

  async #answer(endpoint: Endpoint, url: URL, request: IncomingMessage): Promise<WireReply> {
    const { searchParams: query, pathname } = url;
    switch (endpoint) {
      case 'discovery':
        return this.#graph.discover(pathname.slice(HOSTS.discovery.length + 1), query);
      case 'me':
      case 'media':
        return this.#graph.own(pathname.slice(HOSTS.api.length + 1).split('/'), query, url);
      case 'authorize':
        return this.login.authorize(query);
      case 'token':
        return this.login.redeem(new URLSearchParams(await text(request)));
      case 'exchange':
        return this.login.exchange(query);
      case 'refresh':
        return this.login.refresh(query);
      case 'picture':
        return pictureReply(url, this.#links, this.catalogue);
      case 'unknown':
        return {
          status: 404,
          headers: { 'content-type': 'text/html' },
          body: '<title>Page Not Found</title>',
        };
    }
  }
}

function endpointOf(verb: string, path: string): Endpoint {
  if (verb === 'POST') return path === `${HOSTS.token}/oauth/access_token` ? 'token' : 'unknown';
  if (verb !== 'GET') return 'unknown';
  if (path.startsWith('/cdn/')) return 'picture';
  if (path === `${HOSTS.login}/oauth/authorize`) return 'authorize';
  if (path === `${HOSTS.api}/access_token`) return 'exchange';
  if (path === `${HOSTS.api}/refresh_access_token`) return 'refresh';
  if (path === `${HOSTS.api}/me`) return 'me';
  if (path.startsWith(`${HOSTS.api}/`)) return 'media';
  return path.startsWith(`${HOSTS.discovery}/`) ? 'discovery' : 'unknown';
}

/** Faults are about texts: of a picture they see none. */
function textual(reply: WireReply): Reply {
  const { body } = reply;
  return { ...reply, body: typeof body === 'string' ? body : '' };
}
