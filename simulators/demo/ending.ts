import { setMaxListeners } from 'node:events';

/** A Ctrl-C reaches the demo from the terminal, and a moment later again through npm: that is one. */
const SAME_PRESS_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Opened {
  readonly close: () => Promise<void> | void;
  readonly hurry: () => void;
}

/** How the demo ends: asked to, or because something broke. Whatever was opened is then closed, the last first. */
export class Ending {
  readonly #controller = new AbortController();
  readonly #opened: Opened[] = [];
  readonly #failures: unknown[] = [];
  #askedAt: number | null = null;

  /** @param onAsked is told when somebody asks for the end */
  constructor(private readonly onAsked: () => void) {
    setMaxListeners(0, this.signal);
    for (const signal of SIGNALS) process.on(signal, this.#asked);
    process.on('uncaughtException', this.fail);
    // Nobody is there any more to read what is printed: the terminal was closed, or `| head` has seen enough.
    process.stdout.on('error', () => this.begin());
  }

  /** Aborts what is under way as soon as the demo is to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What went wrong, first things first. */
  get failures(): readonly unknown[] {
    return this.#failures;
  }

  /**
   * Remembers what has to be closed.
   * @param hurry makes closing quicker for somebody who asks a second time
   */
  opened(close: Opened['close'], hurry: Opened['hurry'] = () => undefined): void {
    this.#opened.push({ close, hurry });
  }

  /** The signal, which comes after so many seconds at the latest; null is for ever. */
  within(seconds: number | null): AbortSignal {
    if (seconds === null) return this.signal;
    // AbortSignal.any() over a timeout was seen to be garbage-collected on Node 20, and never to come.
    const sooner = new AbortController();
    const abort = (): void => sooner.abort();
    setTimeout(abort, seconds * 1000).unref();
    this.signal.addEventListener('abort', abort);
    return sooner.signal;
  }

  begin(): void {
    this.#controller.abort();
  }

  /** Begins the end because of an error. Once it has begun, errors are no news: what breaks then, breaks because of it. */
  readonly fail = (error: unknown): void => {
    if (this.signal.aborted) return;
    this.#failures.push(error);
    this.begin();
  };

  /** Closes everything, also where closing something fails. */
  async closeAll(): Promise<void> {
    this.begin();
    for (const { close } of this.#opened.toReversed()) {
      try {
        await close();
      } catch (error) {
        this.#failures.push(error);
      }
    }
    for (const signal of SIGNALS) process.off(signal, this.#asked);
  }

  readonly #asked = (): void => {
    const now = performance.now();
    if (this.#askedAt === null) {
      this.#askedAt = now;
      this.onAsked();
      this.begin();
    } else if (now - this.#askedAt > SAME_PRESS_MS) {
      for (const { hurry } of this.#opened) hurry();
    }
  };
}
