import { stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { run, type Account } from './run.js';

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The account for a new cluster: null (ourselves), or, as PostgreSQL refuses to run as root, `postgres`, which is
 * created where it is missing, or else `nobody`.
 * @throws EmbeddedPostgresError POSTGRES_NO_ACCOUNT
 */
export async function chooseAccount(): Promise<Account | null> {
  if (!isRoot()) return null;
  const account =
    (await findAccount('postgres')) ?? (await createAccount('postgres')) ?? (await findAccount('nobody'));
  if (account) return account;
  throw new EmbeddedPostgresError(
    'POSTGRES_NO_ACCOUNT',
    'PostgreSQL does not run as root, and this system has neither an account "postgres" nor a way to create it: ' +
      'run the server as an ordinary user, or set DATABASE_URL',
  );
}

/**
 * The account of a cluster that exists: always its owner, the only one PostgreSQL lets use it.
 * @throws EmbeddedPostgresError POSTGRES_DIRECTORY_UNUSABLE when we cannot become that owner
 */
export async function ownerOf(cluster: string): Promise<Account | null> {
  if (!process.getuid) return null;
  const { uid, gid } = await stat(cluster);
  if (uid === process.getuid() && uid !== 0) return null;
  if (isRoot() && uid !== 0) return { uid, gid };
  throw new EmbeddedPostgresError(
    'POSTGRES_DIRECTORY_UNUSABLE',
    `${cluster} belongs to user id ${uid}, which this process cannot run PostgreSQL as: ` +
      'start the server as that user, give the directory to another one with chown -R, or set another DATA_DIR',
  );
}

async function findAccount(name: string): Promise<Account | null> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)]);
  return uid.ok && gid.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

async function createAccount(name: string): Promise<Account | null> {
  await run('groupadd', ['--system', name], null);
  await run('useradd', ['--system', '--gid', name, name], null);
  return findAccount(name);
}
