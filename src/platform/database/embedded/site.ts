import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chooseAccount, ownerOf } from './accounts.js';
import { canRun, copyBinaries, installedBinaries, type Binaries } from './binaries.js';
import { exists, unlessMissing } from './files.js';
import { run, type Account } from './run.js';

/** Where everything of one server is. All paths are absolute and free of symbolic links. */
export interface Site {
  /** PostgreSQL's data directory; made by `createCluster` when it is not there yet. */
  cluster: string;
  /** Directory that holds the cluster and the server's log. */
  home: string;
  log: string;
  binaries: Binaries;
  /** Who the server runs as; null is ourselves. */
  account: Account | null;
}

const OUTSIDE = '/var/lib/mypick';
/** Link in the data directory that leads to what had to be kept outside of it. */
const OUTSIDE_LINK = 'outside';

/** The directory with every link resolved, created where it is missing: one directory, one name, one lock. */
export async function openDataDir(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return realpath(path);
}

/**
 * Finds the cluster of a data directory, or decides where a new one goes. To be called with the lock held.
 *
 * As root the server runs as somebody else, to whom directories above the data directory or above `node_modules` may
 * be closed (a clone below `/root` or `mktemp -d`). What he cannot reach is then kept below `/var/lib/mypick`, in a
 * directory the link `outside` leads to; nothing that is not ours has its mode changed.
 */
export async function findSite(dataDir: string): Promise<Site> {
  const installed = await installedBinaries();
  const existing = await findCluster(dataDir);
  const account = existing === null ? await chooseAccount() : await ownerOf(existing);
  const home = existing === null ? await chooseHome(dataDir, account) : dirname(existing);
  const binaries =
    account === null || (await canRun(installed, account))
      ? installed
      : await copyBinaries(installed, await openOutside(dataDir));
  return { cluster: join(home, 'cluster'), home, log: join(home, 'postgres.log'), binaries, account };
}

/** Removes what is kept outside of the data directory, whether or not the link to it is still there. */
export async function removeOutside(dataDir: string): Promise<void> {
  const names = (await unlessMissing(readdir(OUTSIDE))) ?? [];
  const ours = names.filter((name) => name.startsWith(outsidePrefix(dataDir)));
  await Promise.all(ours.map((name) => rm(join(OUTSIDE, name), { recursive: true, force: true })));
}

async function findCluster(dataDir: string): Promise<string | null> {
  const inside = join(dataDir, 'cluster');
  if (await exists(inside)) return inside;
  return unlessMissing(realpath(join(dataDir, OUTSIDE_LINK, 'cluster')));
}

async function chooseHome(dataDir: string, account: Account | null): Promise<string> {
  if (account === null) return dataDir;
  const canEnter = await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dataDir], account);
  return canEnter.ok ? dataDir : openOutside(dataDir);
}

/**
 * The directory outside, made where it is missing. Its name is new each time: whoever deletes the data directory
 * starts afresh, and data that the link of a moved directory leads to is never taken for this one's.
 */
async function openOutside(dataDir: string): Promise<string> {
  const link = join(dataDir, OUTSIDE_LINK);
  const present = await unlessMissing(realpath(link));
  if (present !== null) return present;

  await mkdir(OUTSIDE, { recursive: true });
  const directory = await mkdtemp(join(OUTSIDE, outsidePrefix(dataDir)));
  for (const ours of [OUTSIDE, directory]) await chmod(ours, 0o755);
  await rm(link, { force: true });
  await symlink(directory, link);
  return directory;
}

function outsidePrefix(dataDir: string): string {
  return `${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}-`;
}
