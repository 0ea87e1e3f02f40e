import { setTimeout as sleep } from 'node:timers/promises';
import { OutboundError } from './outbound.errors.js';

/** The end of one request, whichever comes first: its time is up, or its caller aborts. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly endsAt: number;
  private readonly timer: NodeJS.Timeout;
  private readonly passed: Promise<never>;

  constructor(
    totalMs: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.endsAt = performance.now() + totalMs;
    this.passed = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason as OutboundError), {
        once: true,
      });
    });
    this.passed.catch(() => undefined);
    this.timer = setTimeout(() => {
      this.controller.abort(new OutboundError('timeout', `Not done after ${totalMs} ms in all`));
    }, totalMs);
    outer?.addEventListener('abort', this.abort, { once: true });
    if (outer?.aborted) this.abort();
  }

  /** Aborts with an OutboundError, `timeout` or `aborted`. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get remainingMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /** Settles like `work`, but no later than the deadline: not everything that waits listens to a signal. */
  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.passed, work]);
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => this.passed);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    this.controller.abort(new OutboundError('aborted', 'The caller aborted', { cause: this.outer?.reason }));
  };
}
