import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionTo, ensureDatabase, type Connection } from './database.js';
import { asEmbeddedError } from './embedded.errors.js';
import { exists } from './files.js';
import { withLock } from './lock.js';
import { openServer, type OpeningOptions } from './opening.js';
import { findPostmaster } from './postmaster.js';
import { stopServer } from './server.js';
import { findSite, openDataDir, removeOutside } from './site.js';
import { Users } from './users.js';

export interface EmbeddedServer {
  readonly connection: Connection;
  readonly url: string;
  /** Leaves the server, and stops it when nobody else uses it. A second call does nothing. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions extends OpeningOptions {
  /** Directory for everything the server keeps, `<DATA_DIR>/postgres` for example; made when it is missing. */
  dataDir: string;
  /** Database to create when it is missing. */
  database: string;
}

/**
 * A PostgreSQL of our own, on 127.0.0.1 at a free port. It is started, or found: one directory has one server, whichever
 * processes use it, and one that outlived a killed process is taken over. The processes have to be of one machine (or
 * container): they know each other by their pids.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedServer> {
  try {
    const dataDir = await openDataDir(options.dataDir);
    return await withLock(lockOf(dataDir), () => openAndEnter(dataDir, options));
  } catch (error) {
    throw asEmbeddedError(error, 'POSTGRES_DIRECTORY_UNUSABLE', `No PostgreSQL in ${options.dataDir}`);
  }
}

/** Stops the server of a data directory, whoever uses it, and removes the directory and all that is kept outside of it. */
export async function removeEmbeddedPostgres(path: string): Promise<void> {
  if (!(await exists(path))) return;
  const dataDir = await openDataDir(path);
  await withLock(lockOf(dataDir), async () => {
    const site = await findSite(dataDir);
    if (await findPostmaster(site.cluster)) await stopServer(site, ['immediate']);
    await removeOutside(dataDir);
  });
  await rm(dataDir, { recursive: true, force: true });
}

async function openAndEnter(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedServer> {
  const site = await findSite(dataDir);
  const users = new Users(join(dataDir, 'users'));
  const others = await users.count();
  const port = await openServer(site, options, others);
  const connection = connectionTo(port, options.password, options.database);
  try {
    await ensureDatabase(connection);
  } catch (error) {
    if (others === 0) await stopServer(site);
    throw error;
  }
  const entry = await users.enter();

  const leave = async (): Promise<void> => {
    await users.leave(entry);
    const left = await users.count();
    if (left === 0) await stopServer(site);
    options.log(left === 0 ? 'postgres.stopped' : 'postgres.left', { port, users: left });
  };
  let leaving: Promise<void> | undefined;
  return { connection, url: urlOf(connection), stop: () => (leaving ??= withLock(lockOf(dataDir), leave)) };
}

const lockOf = (dataDir: string): string => join(dataDir, 'lock');

function urlOf({ host, port, user, password, database }: Connection): string {
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(database)}`;
}
