import { type Deadline } from './deadline.js';
import { neverConnected, OutboundError } from './outbound.errors.js';
import { type OutboundLimits, type OutboundResponse } from './outbound.types.js';

/** RFC 9110, 9.2.2: sending these twice does what sending them once does. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
/** Statuses that say "not now". */
const PASSING = new Set([429, 502, 503, 504]);

export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/**
 * Sends again what failed in passing, until `attempts` are used up. The wait is what the server's `Retry-After`
 * asks for, else exponential with full jitter (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 * A wait that does not fit before the deadline is not begun: the answer, with its `retryAt`, goes back at once.
 */
export async function withRetries(
  { attempts, baseMs, maxMs }: OutboundLimits['retries'],
  deadline: Deadline,
  send: () => Promise<OutboundResponse>,
): Promise<OutboundResponse> {
  for (let attempt = 1; ; attempt++) {
    let waitMs = Math.random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1));
    try {
      const answer = await send();
      if (answer.retryAt !== null) waitMs = Math.max(0, answer.retryAt.getTime() - Date.now());
      if (!PASSING.has(answer.status) || attempt >= attempts || waitMs >= deadline.remainingMs) return answer;
    } catch (error) {
      if (!isPassing(error) || attempt >= attempts || waitMs >= deadline.remainingMs) throw error;
    }
    await deadline.sleep(waitMs);
  }
}

/** Reads `Retry-After`, seconds or a date (RFC 9110, 10.2.3); null where there is none that makes sense. */
export function parseRetryAfter(value: string | undefined, now = Date.now()): Date | null {
  if (value === undefined) return null;
  const at = /^\d{1,9}$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(at) ? null : new Date(at);
}

function isPassing(error: unknown): boolean {
  return error instanceof OutboundError && (error.kind === 'connection' || neverConnected(error));
}
