import { OutboundError, type OutboundErrorKind } from '../platform/outbound/index.js';
import { ConnectorError } from './connector.errors.js';

/** How a platform's connector names what is wrong with a whole answer. */
export interface TransportNames {
  malformed: (what: string, cause: unknown) => ConnectorError;
  unavailable: (what: string, cause: unknown) => ConnectorError;
}

/** A server that redirects astray or sends endless bodies does not speak the platform's format; the rest passes. */
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

/**
 * Names failed requests in a platform's words. What has a name already keeps it (books that are closed, say), and what
 * is no failure of a request is thrown on as it is.
 */
export function transportErrors({ malformed, unavailable }: TransportNames) {
  return (error: unknown): ConnectorError => {
    if (error instanceof ConnectorError) return error;
    if (!(error instanceof OutboundError)) throw error;
    return IS_MALFORMED[error.kind] ? malformed(error.kind, error) : unavailable(error.kind, error);
  };
}
