/** What went wrong with a call to the outside, as far as the caller's next step depends on it. */
export type OutboundErrorKind =
  | 'blocked_address' // leads to a place this server must not be talked into reaching
  | 'invalid_url' // no URL, no http(s), or one with credentials
  | 'timeout' // a phase, or the whole, took too long
  | 'connection' // refused, reset, not resolved, broken off
  | 'too_large' // the body, once decompressed, exceeds its cap
  | 'bad_encoding' // a Content-Encoding we did not ask for, or that does not decode
  | 'circuit_open' // the host failed too often just now: not even tried
  | 'too_many_redirects'
  | 'aborted'; // by the caller's signal, or because the client was closed

/** Every failure of the outbound client. Messages name hosts only: a query string may hold a key. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly kind: OutboundErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const KIND_OF_CODE: Record<string, OutboundErrorKind> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
};

/** Names a failure of undici, zlib or the network; whatever is not known there broke the connection. */
export function toOutboundError(error: unknown, host: string): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = codeOf(error);
  // zlib's own codes: Z_DATA_ERROR and so on for gzip and deflate, ERR__ERROR_FORMAT… and so on for brotli.
  const kind = /^(Z_|ERR__ERROR_|ERR_BROTLI_)/.test(code)
    ? 'bad_encoding'
    : (KIND_OF_CODE[code] ?? 'connection');
  return new OutboundError(kind, `${host}: ${kind} (${code})`, { cause: error });
}

/** Whether no byte of the request has left: trying again is then always safe. */
export function neverConnected(error: OutboundError): boolean {
  return codeOf(error.cause) === 'UND_ERR_CONNECT_TIMEOUT';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
