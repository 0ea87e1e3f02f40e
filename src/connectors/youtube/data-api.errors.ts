import { type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError, type ConnectorErrorKind } from '../connector.errors.js';
import { errorAnswer } from './data-api.schemas.js';
import { nextPacificMidnight } from './pacific-midnight.js';
import { channelNotFound, statusError } from './youtube.errors.js';

/** A page token that YouTube no longer takes: the list has to be read from its start. */
export const PAGE_TOKEN_EXPIRED = 'YOUTUBE_PAGE_TOKEN_EXPIRED';

interface Meaning {
  kind: ConnectorErrorKind;
  code: string;
  message: string;
}

const KEY_INVALID: Meaning = {
  kind: 'unauthorized',
  code: 'YOUTUBE_KEY_INVALID',
  message: 'YouTube does not accept the API key',
};
const QUOTA_EXHAUSTED: Meaning = {
  kind: 'quota_exhausted',
  code: 'YOUTUBE_QUOTA_EXHAUSTED',
  message: "Today's quota of the YouTube Data API is used up",
};
const RATE_LIMITED: Meaning = {
  kind: 'rate_limited',
  code: 'YOUTUBE_RATE_LIMITED',
  message: 'The YouTube Data API was asked too often in a short time',
};
const FORBIDDEN: Meaning = {
  kind: 'forbidden',
  code: 'YOUTUBE_FORBIDDEN',
  message: 'The API key is not allowed to do this: is the YouTube Data API enabled for it?',
};

/** Reasons as the Data API gives them (developers.google.com/youtube/v3/docs/errors) and, in capitals, Google's API front. */
const MEANINGS: Record<string, Meaning> = {
  API_KEY_INVALID: KEY_INVALID,
  keyInvalid: KEY_INVALID,
  keyExpired: KEY_INVALID,
  quotaExceeded: QUOTA_EXHAUSTED,
  dailyLimitExceeded: QUOTA_EXHAUSTED,
  RATE_LIMIT_EXCEEDED: RATE_LIMITED,
  rateLimitExceeded: RATE_LIMITED,
  userRateLimitExceeded: RATE_LIMITED,
  SERVICE_DISABLED: FORBIDDEN,
  accessNotConfigured: FORBIDDEN,
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: FORBIDDEN,
  insufficientPermissions: FORBIDDEN,
  invalidPageToken: { kind: 'temporary', code: PAGE_TOKEN_EXPIRED, message: 'YouTube forgot a page token' },
};
const NOT_FOUND = new Set(['channelNotFound', 'playlistNotFound', 'videoNotFound']);

/**
 * Names an answer that is no success. `details[].reason` goes first: of a wrong key, `errors[].reason` says no more
 * than `badRequest` today. Where no reason is known, or the body is a web page, the status decides.
 */
export function apiError(answer: OutboundResponse, now: Date): ConnectorError {
  for (const reason of reasonsOf(answer.body)) {
    if (NOT_FOUND.has(reason)) return channelNotFound();
    const meaning = Object.hasOwn(MEANINGS, reason) ? MEANINGS[reason] : undefined;
    if (meaning === undefined) continue;
    const retryAt = meaning.kind === 'quota_exhausted' ? nextPacificMidnight(now) : answer.retryAt;
    return new ConnectorError(
      meaning.kind,
      meaning.code,
      meaning.message,
      retryAt === null ? {} : { retryAt },
    );
  }
  return statusError(answer.status, answer.retryAt);
}

function reasonsOf(body: Buffer): string[] {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch {
    return [];
  }
  const { data } = errorAnswer.safeParse(json);
  if (data === undefined) return [];
  return [...data.error.details, ...data.error.errors].flatMap(({ reason }) => reason ?? []);
}
