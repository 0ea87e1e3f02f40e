import { type IncomingHttpHeaders } from 'node:http';
import { type Reply } from '../../http/reply.js';
import { type Activity } from '../activity/activity.js';
import { answerSubscriptions, answerWebhooks } from '../activity/activity-endpoints.js';
import { type Catalogue } from '../catalogue/catalogue.js';
import { Bill } from './bill.js';
import { postsByIds, timeline, userByName, usersByIds, type Answer, type Asked } from './endpoints.js';
import { PageTokens } from './page-tokens.js';
import { ApiError, invalidRequest, notFound, unauthorized } from './problem.js';
import { Query } from './query.js';
import { written, type Spelling } from './spelling.js';
import { LIMITS, Windows, type LimitedEndpoint } from './windows.js';

/** All there is to be asked. */
export const ENDPOINTS = Object.keys(LIMITS) as LimitedEndpoint[];
export type Endpoint = LimitedEndpoint | 'unknown';

export interface ApiCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly spelling: Spelling;
}

/** Whose last part, where there is one, is what is asked for. */
const PATHS: [LimitedEndpoint, string, RegExp][] = [
  ['userByName', 'GET', /^\/2\/users\/by\/username\/(\w{1,15})$/],
  ['users', 'GET', /^\/2\/users$/],
  ['timeline', 'GET', /^\/2\/users\/(\d{1,19})\/tweets$/],
  ['posts', 'GET', /^\/2\/tweets$/],
  ['webhooks', 'GET POST', /^\/2\/webhooks$/],
  ['webhooks', 'PUT DELETE', /^\/2\/webhooks\/(\d{1,19})$/],
  ['subscriptions', 'GET POST', /^\/2\/activity\/subscriptions$/],
  ['subscriptions', 'DELETE', /^\/2\/activity\/subscriptions\/(\d{1,19})$/],
];

const READS: Partial<Record<LimitedEndpoint, (asked: Asked) => Answer>> = {
  userByName,
  users: usersByIds,
  timeline,
  posts: postsByIds,
};

export function endpointOf(method: string, path: string): Endpoint {
  return (
    PATHS.find(([, methods, form]) => methods.split(' ').includes(method) && form.test(path))?.[0] ??
    'unknown'
  );
}

/** X API v2: what all endpoints have in common. */
export class Api {
  readonly bill: Bill;
  readonly pageTokens = new PageTokens();
  readonly #windows: Windows;
  readonly #bearerToken: string | null;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly activity: Activity,
    options: { bearerToken: string | null; now: () => Date; limits: Record<LimitedEndpoint, number> },
  ) {
    this.bill = new Bill(options.now);
    this.#windows = new Windows(options.now, options.limits);
    this.#bearerToken = options.bearerToken;
  }

  /** The answer, and what it costs. */
  async answer(endpoint: Endpoint, call: ApiCall): Promise<{ reply: Reply; microUsd: number }> {
    if (endpoint === 'unknown') return { reply: notFound().toReply(), microUsd: 0 };
    let limits: Record<string, string> = {};
    try {
      this.#authenticate(call.headers);
      const { headers, error } = this.#windows.count(endpoint);
      limits = headers;
      if (error !== null) throw error;
      const { body, posts = [], users = [] } = await this.#content(endpoint, call);
      const microUsd = this.bill.charge('post', posts) + this.bill.charge('user', users);
      const type = { 'content-type': 'application/json; charset=utf-8' };
      const reply = {
        status: 200,
        headers: { ...type, ...limits },
        body: JSON.stringify(written(body, call.spelling)),
      };
      return { reply, microUsd };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const reply = error.toReply();
      return { reply: { ...reply, headers: { ...reply.headers, ...limits } }, microUsd: 0 };
    }
  }

  #authenticate({ authorization = '' }: IncomingHttpHeaders): void {
    const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? [];
    if (token === undefined || (this.#bearerToken !== null && token !== this.#bearerToken))
      throw unauthorized();
  }

  async #content(endpoint: LimitedEndpoint, call: ApiCall): Promise<Answer> {
    const { url, method, spelling } = call;
    const query = new Query(url.searchParams, spelling);
    const [, name = ''] =
      PATHS.map(([, , form]) => form.exec(url.pathname)).find((match) => match !== null) ?? [];
    const read = READS[endpoint];
    if (read !== undefined) {
      return read({ query, spelling, catalogue: this.catalogue, pageTokens: this.pageTokens, name });
    }
    const asked = { method, query, spelling, name, body: parsed(call) };
    return {
      body:
        endpoint === 'webhooks'
          ? await answerWebhooks(this.activity, asked)
          : answerSubscriptions(this.activity, asked),
    };
  }
}

function parsed({ body, headers, spelling }: ApiCall): unknown {
  if (body === '') return null;
  try {
    if (headers['content-type']?.includes('application/json')) return JSON.parse(body);
  } catch {
    // Told below.
  }
  throw invalidRequest(
    'body',
    '',
    'Requests with bodies must have content-type of application/json.',
    spelling,
  );
}
