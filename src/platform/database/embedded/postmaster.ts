import { randomUUID } from 'node:crypto';
import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, unlessMissing } from './files.js';
import { findProcess } from './processes.js';
import { type Site } from './site.js';

/** A server of ours that runs, as its `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  /** Null until the server has got as far as writing it. */
  port: number | null;
  state: 'starting' | 'ready' | 'stopping';
}

/** Above every pid a system gives out, so that no process can have it. */
const NOBODYS_PID = 2 ** 31 - 1;

/** The server that runs on this cluster. It is known by its file and its command line, never by a port or a name. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = await readPidFile(cluster);
  if (lines === null) return null;
  const pid = Number(lines[0]);
  if (!(await isPostmasterOf(cluster, pid))) return null;
  // Lines as in PostgreSQL's src/include/utils/pidfile.h: 1 pid, 4 port, 8 state ("ready   ").
  const state = lines[7]?.trim();
  return {
    pid,
    port: Number(lines[3]) || null,
    state: state === 'ready' || state === 'stopping' ? state : 'starting',
  };
}

/**
 * After a crash the pid in `postmaster.pid` may belong to another process by now, and PostgreSQL would refuse to start.
 * The pid is replaced rather than the file removed, for PostgreSQL also reads there which shared memory the crashed
 * server had, and refuses to start until its last processes have let go of it.
 */
export async function disownStalePid({ cluster, account }: Site): Promise<void> {
  const lines = await readPidFile(cluster);
  if (lines === null) return;
  const pid = Number(lines[0]);
  if (!isTaken(pid) || (await isPostmasterOf(cluster, pid))) return;
  const draft = join(cluster, `postmaster.pid.${randomUUID()}`);
  await writeFile(draft, [NOBODYS_PID, ...lines.slice(1)].join('\n'), { flag: 'wx', mode: 0o600 });
  if (account) await chown(draft, account.uid, account.gid);
  await rename(draft, join(cluster, 'postmaster.pid'));
}

/** As PostgreSQL sees it: also by a zombie, or by a process of somebody else. */
function isTaken(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function readPidFile(cluster: string): Promise<string[] | null> {
  const text = await unlessMissing(readFile(join(cluster, 'postmaster.pid'), 'utf8'));
  return text === null ? null : text.split('\n');
}

async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const found = await findProcess(pid);
  return found !== null && (found.command === '' || found.command.includes(cluster));
}
