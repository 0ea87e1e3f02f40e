import { ConnectorError } from '../connector.errors.js';
import { transportErrors } from '../transport-errors.js';

export function channelNotFound(): ConnectorError {
  return new ConnectorError('not_found', 'CHANNEL_NOT_FOUND', 'YouTube knows no such channel');
}

export function handleNeedsApiKey(): ConnectorError {
  return new ConnectorError(
    'invalid_reference',
    'HANDLE_NEEDS_API_KEY',
    'Without an API key a YouTube channel can only be found by its id (UC…) or its /channel/ URL',
  );
}

export function malformed(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('malformed', 'YOUTUBE_MALFORMED_ANSWER', `YouTube's answer is ${what}`, {
    cause,
  });
}

function unavailable(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('temporary', 'YOUTUBE_UNAVAILABLE', `YouTube cannot be reached: ${what}`, {
    cause,
  });
}

/** What a status means where nothing more is said. */
export function statusError(status: number, retryAt: Date | null): ConnectorError {
  const options = retryAt === null ? {} : { retryAt };
  const message = `YouTube answered ${status}`;
  if (status === 404) return channelNotFound();
  if (status === 401) return new ConnectorError('unauthorized', 'YOUTUBE_KEY_INVALID', message);
  if (status === 429) return new ConnectorError('rate_limited', 'YOUTUBE_RATE_LIMITED', message, options);
  if (status >= 500) return new ConnectorError('temporary', 'YOUTUBE_UNAVAILABLE', message, options);
  if (status >= 400) return new ConnectorError('forbidden', 'YOUTUBE_FORBIDDEN', message);
  return malformed(`of status ${status}, which was not asked for`);
}

export const transportError = transportErrors({ malformed, unavailable });
