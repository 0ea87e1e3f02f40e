import { createHash } from 'node:crypto';
import { type Bucket } from '../spending.js';
import { type SpellingName } from './spelling.js';

/** Millionths of a dollar for each resource of an answer (docs.x.com/x-api/getting-started/pricing). */
export const PRICES = { post: 5_000, user: 10_000 };

/** What X lets an app ask in 15 minutes, by endpoint (docs.x.com/x-api/fundamentals/rate-limits); its answers say better. */
const CALLS_IN_A_WINDOW = {
  'users-tweets': 10_000,
  tweets: 3_500,
  users: 300,
  'users-by-username': 300,
  webhooks: 450,
  'activity-subscriptions': 500,
};
export type Endpoint = keyof typeof CALLS_IN_A_WINDOW;

const WINDOW_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** How an endpoint stands, as its last answer said. */
export interface Window {
  limit: number;
  remaining: number;
  resetsAt: Date;
}

/** The app that we are on X: its token, what may be spent through it, and what its answers taught us. */
export class XAccount {
  /** Tells apps apart in the books and logs without showing the token. */
  readonly account: string;
  /** The one that X took last. */
  spelling: SpellingName = 'tweet';
  private readonly windows = new Map<Endpoint, Window>();

  constructor(
    readonly token: string,
    private readonly dailyMicroUsd: number,
  ) {
    this.account = createHash('sha256').update(token).digest('hex').slice(0, 8);
  }

  /** What the operator gives for a day. X's day is UTC's. */
  get money(): Bucket {
    return {
      ...{
        platform: 'x',
        name: 'money',
        account: this.account,
        unit: 'micro-usd',
        limit: this.dailyMicroUsd,
      },
      resetsAt: (now) => new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS),
    };
  }

  /** What X lets us ask of an endpoint until its window ends. */
  calls(endpoint: Endpoint): Bucket {
    const window = this.windows.get(endpoint);
    const limit = window?.limit ?? CALLS_IN_A_WINDOW[endpoint];
    return {
      ...{ platform: 'x', name: endpoint, account: this.account, unit: 'calls', limit },
      resetsAt: (now) =>
        window !== undefined && window.resetsAt > now ? window.resetsAt : new Date(now.getTime() + WINDOW_MS),
    };
  }

  learn(endpoint: Endpoint, window: Window): void {
    this.windows.set(endpoint, window);
  }
}

/** Reads `x-rate-limit-…`; null where an answer does not have them. The time of the reset is in seconds. */
export function windowOf(headers: Readonly<Record<string, string>>): Window | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers[`x-rate-limit-${name}`] ?? NaN),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return null;
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(remaining) || !Number.isInteger(reset))
    return null;
  return { limit, remaining, resetsAt: new Date(reset * 1000) };
}
