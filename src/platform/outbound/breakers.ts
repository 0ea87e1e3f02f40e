import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel';
import { OutboundError } from './outbound.errors.js';
import { type OutboundLimits, type OutboundResponse } from './outbound.types.js';

/** Hosts whose record is kept; the one longest known goes first. */
const MAX_HOSTS = 1000;

/** What speaks against a host itself, and not against what was asked of it. */
const hostFailed = handleWhen(
  (error) => error instanceof OutboundError && (error.kind === 'connection' || error.kind === 'timeout'),
).orWhenResult((answer) => (answer as OutboundResponse).status >= 500);

/** One circuit breaker a host: while it is open, calls fail at once instead of waiting for a dead server. */
export class Breakers {
  private readonly byHost = new Map<string, CircuitBreakerPolicy>();

  constructor(private readonly options: OutboundLimits['breaker']) {}

  /** @throws OutboundError `circuit_open`, and what `send` throws */
  async run(host: string, send: () => Promise<OutboundResponse>): Promise<OutboundResponse> {
    try {
      return await this.breakerOf(host).execute(send);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new OutboundError('circuit_open', `${host} has failed too often, not asked`, { cause: error });
    }
  }

  private breakerOf(host: string): CircuitBreakerPolicy {
    const known = this.byHost.get(host);
    if (known !== undefined) return known;
    const breaker = circuitBreaker(hostFailed, {
      halfOpenAfter: this.options.halfOpenAfterMs,
      breaker: new ConsecutiveBreaker(this.options.failures),
    });
    for (const oldest of this.byHost.keys()) {
      if (this.byHost.size < MAX_HOSTS) break;
      this.byHost.delete(oldest);
    }
    this.byHost.set(host, breaker);
    return breaker;
  }
}
