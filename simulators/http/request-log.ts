import { type IncomingHttpHeaders } from 'node:http';

export interface LoggedRequest<Endpoint extends string> {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  /** A parameter given several times is here as its values joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly at: Date;
  /** What the platform books for it, in its own unit. */
  units: number;
  /** Status of the answer, also of one that is cut or cannot be read; null as long as there is none. */
  status: number | null;
}

/** What a simulator was asked, oldest first; the oldest are dropped beyond `limit`, so that a demo can run for days. */
export class RequestLog<Endpoint extends string> {
  #entries: LoggedRequest<Endpoint>[] = [];

  constructor(private readonly limit = 10_000) {}

  add(entry: LoggedRequest<Endpoint>): void {
    this.#entries.push(entry);
    // Twice the limit before cutting: the cost of the copy is spread over `limit` requests.
    if (this.#entries.length >= 2 * this.limit) this.#entries = this.#entries.slice(-this.limit);
  }

  all(): readonly LoggedRequest<Endpoint>[] {
    return this.#entries;
  }

  of(endpoint: Endpoint): LoggedRequest<Endpoint>[] {
    return this.#entries.filter((entry) => entry.endpoint === endpoint);
  }

  clear(): void {
    this.#entries = [];
  }
}
