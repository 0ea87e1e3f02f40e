import { until } from './poll.js';

/** Which open sockets heard of which content, and when, on the clock of `performance.now()`. */
export class Hearing {
  readonly #heard = new Map<string, Map<string, number>>();
  #total = 0;

  /** How many notifications have reached a socket. */
  get total(): number {
    return this.#total;
  }

  /** The same news may come twice after a crash; the first time counts. */
  note(contentId: string, fan: string, at: number): void {
    const times = this.#heard.get(contentId) ?? new Map<string, number>();
    this.#heard.set(contentId, times);
    if (times.has(fan)) return;
    times.set(fan, at);
    this.#total += 1;
  }

  /** Null as long as nobody has heard. */
  firstOf(contentId: string): number | null {
    return this.#timesOf(contentId)[0] ?? null;
  }

  /**
   * When those who heard of a content did, earliest first: as soon as `expected` have, or when the time is up. Closes the
   * account of that content.
   */
  async of(contentId: string, expected: number, limitMs: number, signal: AbortSignal): Promise<number[]> {
    const haveAll = (): true | null => (this.#timesOf(contentId).length >= expected ? true : null);
    await until(haveAll, { everyMs: 10, limitMs, signal });
    const times = this.#timesOf(contentId);
    this.#heard.delete(contentId);
    return times;
  }

  #timesOf(contentId: string): number[] {
    return [...(this.#heard.get(contentId)?.values() ?? [])].sort((a, b) => a - b);
  }
}
