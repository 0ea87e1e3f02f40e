import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { isStampLive, stampOf } from './processes.js';
import { errorCode } from './files.js';

const POLL_MS = 25;
const LIMIT_MS = 180_000;

/**
 * Runs `work` while no other process runs one under the same directory. The lock of a process that was killed counts
 * for nothing.
 *
 * The holder is whoever owns the highest number in the directory and lives. Taking over from a dead holder means
 * creating the next number, which only one can do. A dead holder's file stays for good: were it removed, there would be
 * a moment between "it is stale" and "I remove it" in which a fresh lock could be removed by mistake.
 * @throws EmbeddedPostgresError POSTGRES_LOCKED after three minutes
 */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true });
  const mine = await acquire(directory);
  try {
    return await work();
  } finally {
    await rm(mine, { force: true });
  }
}

async function acquire(directory: string): Promise<string> {
  const stamp = await stampOf(process.pid);
  const giveUpAt = Date.now() + LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const top = await highest(directory);
    const mine = join(directory, String(top + 1));
    const isFree = top === 0 || !(await isHeldOrGone(join(directory, String(top))));
    if (isFree && (await createExclusively(mine, stamp))) return mine;
    await delay(POLL_MS);
  }
  throw new EmbeddedPostgresError(
    'POSTGRES_LOCKED',
    `Another process has held ${directory} for ${LIMIT_MS / 1000} s while starting or stopping PostgreSQL`,
  );
}

async function highest(directory: string): Promise<number> {
  const numbers = (await readdir(directory)).filter((name) => /^\d+$/.test(name)).map(Number);
  return Math.max(0, ...numbers);
}

/** A lock released since it was listed is no base to number on from: the directory has to be listed again. */
async function isHeldOrGone(path: string): Promise<boolean> {
  try {
    return await isStampLive(await readFile(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

/** A link appears together with its content: nobody ever reads a lock that is half written. */
async function createExclusively(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
