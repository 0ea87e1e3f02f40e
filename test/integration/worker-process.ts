import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Recorder, unlucky } from './recorder.js';
import { startQueueApp } from './queue-app.js';

/** A worker in a process of its own, which can be killed. */
export interface WorkerProcess extends AsyncDisposable {
  pid: number;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts a process that runs the recorder's jobs and events. @param variables of its environment */
export async function spawnWorker(variables: Record<string, string>): Promise<WorkerProcess> {
  const program = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', import.meta.resolve('./swc-register.js'), program], {
    env: { PATH: process.env.PATH, WORKER_VARIABLES: JSON.stringify(variables) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [said] = (await Promise.race([once(child, 'message'), exited])) as unknown[];
  if (said !== 'ready') throw new Error(`The worker did not start: ${String(said)}`);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { pid: pidOf(child), kill, [Symbol.asyncDispose]: kill };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The worker has no process');
  return pid;
}

if (process.env.WORKER_VARIABLES !== undefined) {
  const variables = JSON.parse(process.env.WORKER_VARIABLES) as Record<string, string>;
  const app = await startQueueApp({ variables, jobs: [unlucky], providers: [Recorder] });
  process.once('disconnect', () => void app.close());
  process.send?.('ready');
}
