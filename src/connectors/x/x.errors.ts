import { type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError, type ConnectorErrorKind } from '../connector.errors.js';
import { transportErrors } from '../transport-errors.js';
import { SPELLED_PARAMETERS } from './spelling.js';
import { failure, type Failure, type Problem } from './x-api.schemas.js';

/** X does not know the words that we asked with: there are others. */
export const SPELLING_REFUSED = 'X_SPELLING_REFUSED';
/** A page token that X no longer takes. */
export const PAGE_TOKEN_EXPIRED = 'X_PAGE_TOKEN_EXPIRED';
/** Credits can be bought and limits raised any time; a call that is refused for want of them costs nothing. */
const CAPPED_FOR_MS = 3_600_000;

export function accountNotFound(): ConnectorError {
  return new ConnectorError('not_found', 'CHANNEL_NOT_FOUND', 'X knows no such account, or has suspended it');
}

export function accountProtected(): ConnectorError {
  return new ConnectorError('forbidden', 'X_PROTECTED', 'This account shows its posts to its followers only');
}

export function malformed(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('malformed', 'X_MALFORMED_ANSWER', `X's answer is ${what}`, { cause });
}

function unavailable(what: string, cause: unknown): ConnectorError {
  return new ConnectorError('temporary', 'X_UNAVAILABLE', `X cannot be reached: ${what}`, { cause });
}

export function rateLimited(retryAt: Date | null): ConnectorError {
  const options = retryAt === null ? {} : { retryAt };
  return new ConnectorError(
    'rate_limited',
    'X_RATE_LIMITED',
    'X was asked too often in a short time',
    options,
  );
}

/** Why X shows nothing of an account. */
export function accountError(problems: readonly Problem[]): ConnectorError {
  return problems.some(({ type }) => type.endsWith('/not-authorized-for-resource'))
    ? accountProtected()
    : accountNotFound();
}

/** Names an answer that is no success (docs.x.com/x-api/fundamentals/response-codes-and-errors). */
export function apiError(answer: OutboundResponse, now: Date): ConnectorError {
  const { status, retryAt } = answer;
  const told = failureOf(answer.body);
  const fail = (kind: ConnectorErrorKind, code: string, message: string, until = retryAt) =>
    new ConnectorError(kind, code, message, until === null ? {} : { retryAt: until });
  // Nothing left to spend comes as 402, 403 or 429.
  if (status === 402 || told.type.endsWith('/usage-capped') || told.title === 'UsageCapExceeded') {
    const until = new Date(now.getTime() + CAPPED_FOR_MS);
    return fail(
      'quota_exhausted',
      'X_USAGE_CAPPED',
      'The credits or the spending limit of X are used up',
      until,
    );
  }
  if (status === 429) return rateLimited(retryAt);
  if (status === 401) return fail('unauthorized', 'X_TOKEN_INVALID', 'X does not accept the bearer token');
  if (status === 403) {
    return fail(
      'forbidden',
      'X_FORBIDDEN',
      'The app is not allowed to do this: is it enrolled in a project?',
    );
  }
  if (status === 404) return fail('not_found', 'X_NOT_FOUND', 'X has nothing at this address');
  if (status >= 500) return fail('temporary', 'X_UNAVAILABLE', `X answered ${status}`);
  const parameters = refusedParameters(told);
  if (parameters.some((name) => SPELLED_PARAMETERS.has(name))) {
    return fail('malformed', SPELLING_REFUSED, 'X knows none of the two spellings of its posts');
  }
  if (parameters.includes('pagination_token')) {
    return fail('temporary', PAGE_TOKEN_EXPIRED, 'X forgot a page token');
  }
  if (status >= 400) return fail('forbidden', 'X_REQUEST_REFUSED', `X refused a request with ${status}`);
  return malformed(`of status ${status}, which was not asked for`);
}

function refusedParameters({ parameter, errors }: Failure): string[] {
  return [parameter ?? [], errors.flatMap(({ parameters }) => Object.keys(parameters ?? {}))].flat();
}

/** What the body says; nothing where it is a web page. */
function failureOf(body: Buffer): Failure {
  const nothing = failure.parse({});
  try {
    return failure.safeParse(JSON.parse(body.toString())).data ?? nothing;
  } catch {
    return nothing;
  }
}

export const transportError = transportErrors({ malformed, unavailable });
