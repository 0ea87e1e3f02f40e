/** What went wrong, as far as the caller's next step depends on it. */
export const CONNECTOR_ERROR_KINDS = [
  'invalid_reference', // what the person typed is no channel of this platform
  'not_found', // the platform knows no such channel, list or item
  'rate_limited', // too fast: again at retryAt
  'quota_exhausted', // the day's budget is gone: again at retryAt
  'unauthorized', // the key or token is wrong: an operator must act
  'forbidden', // the key is right, this is not allowed
  'malformed', // the platform answered something that is not its format
  'temporary', // time-out, refused connection, 5xx: try again
] as const;
export type ConnectorErrorKind = (typeof CONNECTOR_ERROR_KINDS)[number];

/**
 * Every failure that leaves a connector. `code` is stable and meant for clients (`YOUTUBE_QUOTA_EXHAUSTED`),
 * `message` for people and never holds a key or token.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';

  constructor(
    readonly kind: ConnectorErrorKind,
    readonly code: string,
    message: string,
    readonly options: { cause?: unknown; retryAt?: Date } = {},
  ) {
    super(message, { cause: options.cause });
  }

  /** Earliest moment at which trying again makes sense, where the platform said one. */
  get retryAt(): Date | null {
    return this.options.retryAt ?? null;
  }
}
