import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BenchmarkError } from './benchmark.js';
import type { Cleanup } from './cleanup.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const STOP_LIMIT_MS = 20_000;
const LINES_KEPT = 20;

export interface Program {
  command: string;
  args: readonly string[];
  cwd: string;
  variables: Record<string, string>;
}

/** A program of its own, as an operator would start it, on pipes. */
export class Child {
  private readonly lastLines: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();
  private hasEnded = false;
  private stopping: Promise<void> | null = null;

  private constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.hear(line));
    }
    // The pipes close when all of its group have ended.
    process.once('close', () => (this.hasEnded = true));
  }

  static async start(cleanup: Cleanup, { command, args, cwd, variables }: Program): Promise<Child> {
    const env = { ...process.env, ...variables };
    // A group of its own: `npm` hands a signal to its shell, and the shell to nobody.
    const child = new Child(
      spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    await cleanup.defer(() => child.stop());
    return child;
  }

  get pid(): number {
    const { pid } = this.process;
    if (pid === undefined) throw new BenchmarkError('The program could not be started');
    return pid;
  }

  /** What `find` makes of the first line it makes something of. @throws BenchmarkError if the program ends before */
  waitForLine<T>(find: (line: string) => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const listener = (line: string): void => {
        const found = find(line);
        if (found === null) return;
        this.listeners.delete(listener);
        resolve(found);
      };
      this.listeners.add(listener);
      this.process.once('error', reject);
      this.process.once('close', () => reject(new BenchmarkError(`It ended:\n${this.lastLines.join('\n')}`)));
    });
  }

  stop(): Promise<void> {
    return (this.stopping ??= this.end());
  }

  private async end(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.process, 'close');
    process.kill(-this.pid, 'SIGTERM');
    const timer = setTimeout(() => process.kill(-this.pid, 'SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  private hear(line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > LINES_KEPT) this.lastLines.shift();
    for (const listener of this.listeners) listener(line);
  }
}
