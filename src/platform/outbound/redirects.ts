import { type Message } from './exchange.js';
import { type OutboundResponse } from './outbound.types.js';

export const MAX_REDIRECTS = 5;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What proves who we are is meant for the origin it was sent to, and for no other. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-goog-api-key']);

/** Where an answer sends the client on to; null where it is the answer itself. */
export function redirectOf({ status, headers }: OutboundResponse): string | null {
  return REDIRECTS.has(status) ? (headers.location ?? null) : null;
}

/** The message for the next hop: the method changes as in browsers (fetch standard, HTTP-redirect fetch). */
export function redirectedMessage(message: Message, url: URL, status: number): Message {
  const becomesGet =
    (status === 303 && message.method !== 'HEAD') || (status < 303 && message.method === 'POST');
  const leavesOrigin = url.origin !== message.url.origin;
  const isKept = ([name]: [string, string]): boolean =>
    !(leavesOrigin && CREDENTIALS.has(name)) && !(becomesGet && name.startsWith('content-'));
  return {
    url,
    method: becomesGet ? 'GET' : message.method,
    headers: Object.fromEntries(Object.entries(message.headers).filter(isKept)),
    body: becomesGet ? null : message.body,
  };
}
