import { Agent } from 'undici';
import { ACCEPT_ENCODING } from './body.js';
import { Breakers } from './breakers.js';
import { Deadline } from './deadline.js';
import { exchange, type Message } from './exchange.js';
import { OutboundError } from './outbound.errors.js';
import {
  type OutboundClient,
  type OutboundEvent,
  type OutboundLimits,
  type OutboundOptions,
  type OutboundRequest,
  type OutboundResponse,
} from './outbound.types.js';
import { MAX_REDIRECTS, redirectedMessage, redirectOf } from './redirects.js';
import { isIdempotent, withRetries } from './retries.js';
import { TargetPolicy } from './target.js';

const CONNECTIONS_PER_HOST = 16;

const DEFAULT_LIMITS: OutboundLimits = {
  timeouts: { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 30_000 },
  maxBytes: 2_000_000,
  retries: { attempts: 3, baseMs: 250, maxMs: 4_000 },
  breaker: { failures: 10, halfOpenAfterMs: 30_000 },
};

/**
 * The one way out of the server. Every request is held to public addresses (or what the operator configured),
 * to a deadline, to a size, and to a circuit breaker; what is safe to send again is retried.
 */
export function createOutboundClient(options: OutboundOptions): OutboundClient {
  return new GuardedClient({ ...DEFAULT_LIMITS, ...options });
}

/** What is told of a request when it is over. */
type Trace = Pick<OutboundEvent, 'host' | 'attempts'>;

class GuardedClient implements OutboundClient {
  private readonly targets: TargetPolicy;
  private readonly breakers: Breakers;
  private readonly agent: Agent;

  constructor(private readonly options: OutboundOptions & OutboundLimits) {
    this.targets = new TargetPolicy(options.trustedOrigins);
    this.breakers = new Breakers(options.breaker);
    this.agent = new Agent({
      connections: CONNECTIONS_PER_HOST,
      connect: this.targets.connector(options.timeouts.connectMs),
      headersTimeout: options.timeouts.headersMs,
      bodyTimeout: options.timeouts.bodyMs,
    });
  }

  async request(request: OutboundRequest): Promise<OutboundResponse> {
    const { endpoint, method = 'GET' } = request;
    const startedAt = performance.now();
    const trace: Trace = { host: '', attempts: 0 };
    const report = (status: number | null, outcome: OutboundEvent['outcome']): void => {
      const durationMs = performance.now() - startedAt;
      this.options.onRequest?.({ ...trace, endpoint, method, status, outcome, durationMs });
    };
    const deadline = new Deadline(this.options.timeouts.totalMs, request.signal);
    try {
      const answer = await this.follow(request, deadline, trace);
      report(answer.status, 'answered');
      return answer;
    } catch (error) {
      if (error instanceof OutboundError) report(null, error.kind);
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async follow(
    request: OutboundRequest,
    deadline: Deadline,
    trace: Trace,
  ): Promise<OutboundResponse> {
    let target = this.targets.first(request.url);
    let message = this.compose(request, target.url);
    trace.host = target.url.host;
    for (let hops = 0; ; hops++) {
      const answer = await this.deliver(message, request, deadline, trace);
      const location = redirectOf(answer);
      if (location === null) return answer;
      if (hops === MAX_REDIRECTS)
        throw new OutboundError('too_many_redirects', `${trace.host} leads nowhere`);
      target = this.targets.redirected(target, location);
      message = redirectedMessage(message, target.url, answer.status);
    }
  }

  private compose({ method = 'GET', headers = {}, query = {}, body }: OutboundRequest, url: URL): Message {
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
    const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return {
      url,
      method,
      headers: {
        'user-agent': this.options.userAgent,
        ...Object.fromEntries(given),
        'accept-encoding': ACCEPT_ENCODING,
      },
      body: body ?? null,
    };
  }

  private deliver(
    message: Message,
    { retry = true, maxBytes = this.options.maxBytes, beforeSending, readRetryAt }: OutboundRequest,
    deadline: Deadline,
    trace: Trace,
  ): Promise<OutboundResponse> {
    const { retries } = this.options;
    const attempts = retry && isIdempotent(message.method) ? retries.attempts : 1;
    const send = async (): Promise<OutboundResponse> => {
      await beforeSending?.();
      trace.attempts++;
      return exchange(this.agent, message, { deadline, maxBytes, readRetryAt });
    };
    // Behind a circuit that is being tried, a call waits for the outcome: no longer than its own deadline.
    return withRetries({ ...retries, attempts }, deadline, () =>
      deadline.race(this.breakers.run(message.url.host, send)),
    );
  }
}
