import { type OutboundErrorKind } from './outbound.errors.js';

/** How long, how much and how often. */
export interface OutboundLimits {
  /**
   * `bodyMs` is the longest silence between two chunks; `totalMs` ends everything: redirects, retries and the waits
   * between them, a dripping body.
   */
  timeouts: { connectMs: number; headersMs: number; bodyMs: number; totalMs: number };
  /** Cap of a body in bytes, counted after decompression. */
  maxBytes: number;
  /** Requests sent in all, the first one included, and the range of the wait between two. */
  retries: { attempts: number; baseMs: number; maxMs: number };
  /** Failures in a row that stop calls to a host, and how long until one is let through to try. */
  breaker: { failures: number; halfOpenAfterMs: number };
}

export interface OutboundOptions extends Partial<OutboundLimits> {
  /**
   * URLs whose origins the operator configured: they may be private, loopback and on any port.
   * A client that fetches what people give must have none.
   */
  trustedOrigins: string[];
  userAgent: string;
  /** Called once for each request, whatever came of it. */
  onRequest?: (event: OutboundEvent) => void;
}

export interface OutboundEvent {
  host: string;
  endpoint: string;
  method: string;
  status: number | null;
  outcome: 'answered' | OutboundErrorKind;
  durationMs: number;
  /** Requests really sent: retries and redirects count. */
  attempts: number;
}

export type OutboundMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface OutboundRequest {
  url: string;
  method?: OutboundMethod;
  headers?: Record<string, string>;
  /** Added to the URL's own query. */
  query?: Record<string, string>;
  body?: string | Buffer;
  signal?: AbortSignal | undefined;
  /** Label for metrics: few values, no ids. */
  endpoint: string;
  maxBytes?: number;
  /** False: never sent a second time. Methods that are not idempotent never are. */
  retry?: boolean;
  /** Called before each sending, repeats included, where each one costs something. What it throws ends the request. */
  beforeSending?: () => Promise<void>;
  /** Reads when to come again where the platform says it in headers of its own; `Retry-After` goes first. */
  readRetryAt?: (headers: Readonly<Record<string, string>>) => Date | null;
}

/** Any answer, a 404 or 503 too: what a status means is for the caller to say. */
export interface OutboundResponse {
  status: number;
  /** By lower-case name; repeated ones joined with a comma. */
  headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: string;
  /** When the platform wants to be asked again, where it said so. */
  retryAt: Date | null;
}

export interface OutboundClient {
  /** @throws OutboundError */
  request(request: OutboundRequest): Promise<OutboundResponse>;
  /** Lets running requests end, then closes all connections. */
  close(): Promise<void>;
}
