import { tooManyRequests, type ApiError } from './problem.js';

const WINDOW_MS = 15 * 60_000;

/** Calls of an endpoint that an app has in 15 minutes (docs.x.com/x-api/fundamentals/rate-limits). */
export const LIMITS = {
  timeline: 10_000,
  posts: 3_500,
  users: 300,
  userByName: 300,
  webhooks: 450,
  subscriptions: 500,
};
export type LimitedEndpoint = keyof typeof LIMITS;

/** Counts calls, and says in headers how many are left. */
export class Windows {
  readonly #open = new Map<LimitedEndpoint, { calls: number; endsAt: number }>();

  constructor(
    private readonly now: () => Date,
    private readonly limits: Readonly<Record<LimitedEndpoint, number>>,
  ) {}

  /** Counts a call. `error` is what it is answered with when there are none left. */
  count(endpoint: LimitedEndpoint): { headers: Record<string, string>; error: ApiError | null } {
    const now = this.now().getTime();
    const known = this.#open.get(endpoint);
    const window = known !== undefined && known.endsAt > now ? known : { calls: 0, endsAt: now + WINDOW_MS };
    this.#open.set(endpoint, window);
    const limit = this.limits[endpoint];
    window.calls += 1;
    const headers = {
      'x-rate-limit-limit': String(limit),
      'x-rate-limit-remaining': String(Math.max(limit - window.calls, 0)),
      'x-rate-limit-reset': String(Math.ceil(window.endsAt / 1000)),
    };
    return { headers, error: window.calls > limit ? tooManyRequests() : null };
  }
}
