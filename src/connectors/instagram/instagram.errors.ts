import { ConnectorError } from '../connector.errors.js';
import { transportErrors } from '../transport-errors.js';

export function notConfigured(): ConnectorError {
  return new ConnectorError(
    'unauthorized',
    'INSTAGRAM_NOT_CONFIGURED',
    'This server may not look Instagram accounts up, and the owner of this one has not let it read theirs',
  );
}

/** Of a name that nobody has, and of a personal account, Instagram says the same. */
export function notProfessional(cause?: unknown): ConnectorError {
  return new ConnectorError(
    'not_found',
    'INSTAGRAM_NOT_PROFESSIONAL',
    'Instagram shows no professional account of this name: personal accounts cannot be read',
    { cause },
  );
}

export function tokenInvalid(why: string): ConnectorError {
  return new ConnectorError('unauthorized', 'INSTAGRAM_TOKEN_INVALID', `Instagram's access token ${why}`);
}

export function malformed(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('malformed', 'INSTAGRAM_MALFORMED_ANSWER', `Instagram's answer is ${what}`, {
    cause,
  });
}

export function unavailable(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('temporary', 'INSTAGRAM_UNAVAILABLE', `Instagram cannot be reached: ${what}`, {
    cause,
  });
}

export const transportError = transportErrors({ malformed, unavailable });
