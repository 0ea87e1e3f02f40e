import { type Reply, type WireReply } from './reply.js';

/** Turns the right answer into what arrives instead: another answer, a late one, half of one, none. */
export type Fault = (reply: Reply) => WireReply | Promise<WireReply>;

/** Which faults the next requests meet, by endpoint; `any` counts for all of them. */
export class FaultPlan<Endpoint extends string> {
  readonly #queued = new Map<Endpoint | 'any', Fault[]>();
  readonly #lasting = new Map<Endpoint | 'any', Fault>();

  /** The next `times` requests meet it, after those queued before. */
  once(endpoint: Endpoint | 'any', fault: Fault, times = 1): void {
    const queue = this.#queued.get(endpoint) ?? [];
    queue.push(...Array.from({ length: times }, () => fault));
    this.#queued.set(endpoint, queue);
  }

  /** Every request meets it, once the queue is empty, until `clear`. */
  always(endpoint: Endpoint | 'any', fault: Fault): void {
    this.#lasting.set(endpoint, fault);
  }

  /** Forgets the faults of one endpoint, or all of them. */
  clear(endpoint?: Endpoint | 'any'): void {
    if (endpoint === undefined) {
      this.#queued.clear();
      this.#lasting.clear();
    } else {
      this.#queued.delete(endpoint);
      this.#lasting.delete(endpoint);
    }
  }

  /** The fault for a request that has just come in; null lets the right answer through. */
  take(endpoint: Endpoint): Fault | null {
    return (
      this.#queued.get(endpoint)?.shift() ??
      this.#queued.get('any')?.shift() ??
      this.#lasting.get(endpoint) ??
      this.#lasting.get('any') ??
      null
    );
  }
}
