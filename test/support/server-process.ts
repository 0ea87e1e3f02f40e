import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

/** The server as operators run it. `npm test` builds it first. */
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** All that a server gets of our environment: whatever else is set here must not steer it. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot'];

/** A machine with much else to do needs ten times as long as an idle one. */
const START_MS = 45_000;

interface LogLine {
  message: string;
  /** With `server.listening`: where. */
  url?: string;
}

const running = new Set<ServerProcess>();
// The last resort, for a test run that is broken off: told to stop, they leave no PostgreSQL of theirs behind.
process.once('exit', () => running.forEach((server) => server.signal('SIGTERM')));

/** A server in a process of its own, to be stopped, or killed at any moment. */
export class ServerProcess {
  private readonly log: LogLine[] = [];
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private readonly exit: Promise<unknown>;
  private readonly closed: Promise<unknown>;
  private output = '';

  private constructor(variables: Record<string, string>) {
    this.child = spawn(process.execPath, [MAIN], {
      // Not in the project, whose `.env` files it would read.
      cwd: tmpdir(),
      env: { ...inherited(), ...variables, APP_PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'json' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.exit = once(this.child, 'exit').finally(() => running.delete(this));
    this.closed = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface(stream).on('line', (text) => this.read(text));
    }
  }

  /** Starts one, and does not wait for it to listen. */
  static launch(variables: Record<string, string>): ServerProcess {
    return new ServerProcess(variables);
  }

  /** Resolves when the server listens; rejects, with all it printed, when it ends instead. */
  static async start(variables: Record<string, string>): Promise<ServerProcess> {
    const server = ServerProcess.launch(variables);
    const ended = server.closed.then(() => {
      throw new Error(`the server did not start:\n${server.output}`);
    });
    ended.catch(() => undefined);
    await Promise.race([eventually('the server listens', () => server.url, START_MS), ended]);
    return server;
  }

  /** For `afterAll`: ends, at once, whatever a failed test has left running. */
  static async killAll(): Promise<void> {
    await Promise.all([...running].map((server) => server.kill()));
  }

  /** Empty until it listens. */
  get url(): string {
    return this.log.find(({ message }) => message === 'server.listening')?.url ?? '';
  }

  /** Whether it has written a line of this event. */
  hasLogged(event: string): boolean {
    return this.log.some(({ message }) => message === event);
  }

  /** Waits for it to end by itself, and gives all it printed. */
  async end(): Promise<{ code: number | null; output: string }> {
    await this.closed;
    return { code: this.child.exitCode, output: this.output };
  }

  /** As a machine loses power: no handler runs, nothing is finished. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exit;
  }

  /** As an operator stops it. Gives the exit status; null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    await this.exit;
    return this.child.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  private read(text: string): void {
    this.output += `${text}\n`;
    const line = parseLine(text);
    if (line !== null) this.log.push(line);
  }
}

/** Null for what is no line of the log: a message of Node's own, or the half of a line that a killed process leaves. */
function parseLine(text: string): LogLine | null {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return null;
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
