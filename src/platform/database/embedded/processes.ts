import { readFile } from 'node:fs/promises';
import { run } from './run.js';
import { errorCode } from './files.js';

export interface RunningProcess {
  /** When it started, in whatever form the system gives it: compared, never read. */
  startedAt: string;
  /** Its command line; empty where the system does not show it. */
  command: string;
}

/** Looks a process up. One that has ended but was not collected by its parent (a zombie) is not running. */
export async function findProcess(pid: number): Promise<RunningProcess | null> {
  if (process.platform === 'linux') return fromProc(pid);
  if (process.platform === 'win32') return fromSignal(pid);
  return fromPs(pid);
}

/** Names a process for good: its pid, and when it started, because pids are given out again. */
export async function stampOf(pid: number): Promise<string> {
  const found = await findProcess(pid);
  return `${pid} ${found?.startedAt ?? ''}`;
}

/** Whether the very process that `stampOf` named still runs. */
export async function isStampLive(stamp: string): Promise<boolean> {
  const separator = stamp.indexOf(' ');
  const found = await findProcess(Number(stamp.slice(0, separator)));
  return found !== null && found.startedAt === stamp.slice(separator + 1);
}

async function fromProc(pid: number): Promise<RunningProcess | null> {
  try {
    const [stat, command, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // proc_pid_stat(5): after the name in parentheses come the state (field 3) and, as field 22, ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return { startedAt: `${bootId.trim()}/${fields[19] ?? ''}`, command: command.replaceAll('\0', ' ') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return null;
    throw error;
  }
}

async function fromPs(pid: number): Promise<RunningProcess | null> {
  const { output } = await run('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], null);
  const match = /^(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/.exec(output);
  if (!match || match[1]?.startsWith('Z')) return null;
  return { startedAt: match[2] ?? '', command: match[3] ?? '' };
}

function fromSignal(pid: number): RunningProcess | null {
  try {
    process.kill(pid, 0);
    return { startedAt: '', command: '' };
  } catch {
    return null;
  }
}
