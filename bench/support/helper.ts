import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { BenchmarkError } from './benchmark.js';
import type { Cleanup } from './cleanup.js';

/** A script of this folder in a process of its own, which answers each message with one. It ends with this process. */
export class Helper {
  private constructor(
    private readonly script: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(cleanup: Cleanup, script: string): Promise<Helper> {
    const child = fork(new URL(script, import.meta.url));
    await cleanup.defer(() => child.connected && child.disconnect());
    return new Helper(script, child);
  }

  /** @throws BenchmarkError if it ends instead of answering */
  async ask(question: object): Promise<unknown> {
    const over = new AbortController();
    const answered = once(this.process, 'message', over).then(([answer]: unknown[]) => answer);
    const ended = once(this.process, 'exit', over).then(() => {
      throw new BenchmarkError(`${this.script} ended`);
    });
    this.process.send(question);
    try {
      return await Promise.race([answered, ended]);
    } finally {
      over.abort();
    }
  }
}
