import { OutboundError, type OutboundErrorKind } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';

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

/** A server that redirects astray or sends endless bodies does not speak Instagram's format; the rest passes. */
const IS_MALFORMED: Record<OutboundErrorKind, boolean> = {
  blocked_address: true,
  invalid_url: true,
  too_many_redirects: true,
  too_large: true,
  bad_encoding: true,
  timeout: false,
  connection: false,
  circuit_open: false,
  aborted: false,
};

/** Names a failed request; what is no failure of a request is thrown on as it is. */
export function transportError(error: unknown): ConnectorError {
  if (!(error instanceof OutboundError)) throw error;
  return IS_MALFORMED[error.kind] ? malformed(error.kind, error) : unavailable(error.kind, error);
}
