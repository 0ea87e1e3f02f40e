import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DemoError } from './errors.js';
import { until } from './poll.js';
import { saysListening } from './server-log.js';

const DIST = new URL('../../dist/', import.meta.url);
const SERVER = fileURLToPath(new URL('main.js', DIST));
const COMMANDS = fileURLToPath(new URL('cli/main.js', DIST));
const BOOT_LIMIT_MS = 120_000;
/** What a program needs to run at all. Nothing else gets through: the demo is never to find anybody's real database. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot', 'ComSpec', 'LD_LIBRARY_PATH'];

export interface ServerSetup {
  /** Where the variables make it listen: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly variables: Record<string, string>;
  /** Working directory; the server reads the `.env` files it finds there. */
  readonly directory: string;
  /** Gets each line that the server prints. */
  readonly onLine: (line: string) => void;
}

/** The server as `npm start` runs it, in a process of its own. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #isListening = false;

  /** Starts it. */
  constructor(private readonly setup: ServerSetup) {
    // A process group of its own: the terminal's Ctrl-C is for the demo, which ends things in their order.
    const child = spawn(process.execPath, [SERVER], {
      ...contextOf(setup),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', this.#read);
    this.#ended = once(child, 'exit');
    this.#process = child;
  }

  get url(): string {
    return this.setup.url;
  }

  /** Resolves when it has ended, in whatever way. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  /** Resolves when it answers. @throws DemoError when it ends before, or is not ready in two minutes; AbortError */
  async ready(signal: AbortSignal): Promise<void> {
    const look = async (): Promise<true | null> => {
      if (!this.#isRunning) throw new DemoError('The server did not start.');
      // Until then, whoever answers at this address is somebody else.
      if (!this.#isListening) return null;
      const response = await fetch(`${this.setup.url}/health/ready`).catch(() => null);
      return response?.ok ? true : null;
    };
    const isReady = await until(look, { everyMs: 50, limitMs: BOOT_LIMIT_MS, signal });
    if (isReady === null) throw new DemoError(`The server was not ready after ${BOOT_LIMIT_MS / 1000} s.`);
  }

  /** Ends it, and the PostgreSQL it started. Resolves when both are gone. */
  async stop(): Promise<void> {
    // While it boots it would die of the signal where it stands; once it is ready, it puts everything away.
    await this.ready(new AbortController().signal).catch(() => undefined);
    this.#process.kill('SIGTERM');
    await this.#ended;
    if (this.#process.exitCode !== 0) await this.#endDatabase();
  }

  /** Ends it where it stands; `stop` does the rest. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  /**
   * A server that died leaves its PostgreSQL running. Whoever opens the same data next takes that over and stops it when
   * leaving: any command will do.
   */
  async #endDatabase(): Promise<void> {
    const run = promisify(execFile);
    await run(process.execPath, [COMMANDS, 'doctor'], contextOf(this.setup)).catch(() => undefined);
  }

  readonly #read = (line: string): void => {
    this.#isListening ||= saysListening(line);
    this.setup.onLine(line);
  };

  get #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }
}

function contextOf({ directory, variables }: ServerSetup): { cwd: string; env: Record<string, string> } {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { cwd: directory, env: { ...Object.fromEntries(inherited), ...variables } };
}
