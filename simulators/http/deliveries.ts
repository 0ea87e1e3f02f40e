import { setMaxListeners } from 'node:events';

/** What may happen to something on its way: `late` ones wait for `deliverLate`, and come in the opposite order. */
export type Mishap = 'lost' | 'twice' | 'forged' | 'late';

/** Brings what a platform tells by itself; nobody waits for it. */
export class Deliveries {
  readonly #underway = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #late: (() => void)[] = [];

  constructor() {
    // Each delivery under way listens to it.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Aborted when the simulator closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Has something brought as often as its mishap will have it, by a signature that is wrong where it is forged. */
  send(mishap: Mishap | null, deliver: (how: 'signed' | 'forged') => Promise<void>): void {
    const signed = (): void => this.start(deliver('signed'));
    if (mishap === 'lost') return;
    if (mishap === 'late') this.#late.push(signed);
    else if (mishap === 'forged') this.start(deliver('forged'));
    else for (let copy = mishap === 'twice' ? 2 : 1; copy > 0; copy--) signed();
  }

  /** Looks after work that nobody waits for: whoever is not there misses it, as they would. */
  start(work: Promise<void>): void {
    const quiet = work.catch(() => undefined).finally(() => this.#underway.delete(quiet));
    this.#underway.add(quiet);
  }

  /** Resolves when everything that is under way has arrived, or failed to. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  /** Delivers what was late, the last first. */
  async deliverLate(): Promise<void> {
    for (const deliver of this.#late.splice(0).reverse()) {
      deliver();
      await this.idle();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }
}
