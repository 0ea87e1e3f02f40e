import { once } from 'node:events';
import { chown, open, readFile, rename } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { assertVersion } from './cluster.js';
import { HOST } from './database.js';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { exists } from './files.js';
import { disownStalePid, findPostmaster } from './postmaster.js';
import { run, type Outcome } from './run.js';
import { type Site } from './site.js';

/*
 * The server is managed by PostgreSQL's own pg_ctl, not by the class of the npm package. That class keeps the server as
 * a child on pipes, in the process group of the terminal, and stops it in exit hooks. Measured with 18.4.0-beta.17: after
 * a kill -9 of the app its server runs on with a log that leads nowhere, and the next start() on the same directory
 * rejects with `undefined`. pg_ctl gives the server a session (Ctrl-C does not reach it) and a log file of its own, says
 * when it is ready, and finds it again by its data directory.
 */

/** Suited to a laptop that does other things too. Durability (fsync, synchronous_commit) stays as PostgreSQL has it: on. */
const SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  huge_pages: 'off',
  jit: 'off',
  wal_compression: 'on',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Recovery after a crash replays the log first and may take its time. */
const START_LIMIT_S = 120;
const STOP_LIMIT_S = 30;

/** What the log of a server says that may start a moment later. */
const PASSING_TROUBLE = [
  'Address already in use', // another program took the port we had just found free
  'is still in use', // the last processes of a crashed server are about to end
  'lock file "postmaster.pid"', // a process that was killed had just started a server here
];

/**
 * Starts the server of a cluster and gives its port, or null where another attempt is worthwhile.
 * @throws EmbeddedPostgresError POSTGRES_WRONG_VERSION, POSTGRES_START_FAILED (with the end of the server's log)
 */
export async function startServer(site: Site, settings: Record<string, string>): Promise<number | null> {
  await assertVersion(site);
  await disownStalePid(site);
  const port = await findFreePort();
  const { ok, output } = await pgCtlStart(site, { ...settings, port: String(port) });
  if (ok) return port;

  const log = await readFile(site.log, 'utf8');
  if (PASSING_TROUBLE.some((sign) => log.includes(sign))) return null;
  throw new EmbeddedPostgresError(
    'POSTGRES_START_FAILED',
    `PostgreSQL did not start in ${site.home}: ${output}\n${log.slice(-2000)}`,
  );
}

/**
 * Stops the server: cleanly, and where that does not help without a checkpoint, which costs a recovery but no data.
 * @throws EmbeddedPostgresError POSTGRES_STOP_FAILED
 */
export async function stopServer(
  site: Site,
  modes: ('fast' | 'immediate')[] = ['fast', 'immediate'],
): Promise<void> {
  let output = '';
  for (const mode of modes) {
    const args = ['stop', '-D', site.cluster, '-m', mode, '-w', '-t', String(STOP_LIMIT_S)];
    ({ output } = await run(site.binaries.pgCtl, args, site.account));
    if ((await findPostmaster(site.cluster)) === null) return;
  }
  throw new EmbeddedPostgresError(
    'POSTGRES_STOP_FAILED',
    `PostgreSQL in ${site.cluster} does not stop: ${output}`,
  );
}

async function pgCtlStart(site: Site, settings: Record<string, string>): Promise<Outcome> {
  await startLog(site);
  const options = Object.entries({ ...SETTINGS, ...settings }).map(
    ([name, value]) => `-c ${quote(`${name}=${value}`)}`,
  );
  return run(
    site.binaries.pgCtl,
    ['start', '-D', site.cluster, '-l', site.log, '-w', '-t', String(START_LIMIT_S), '-o', options.join(' ')],
    site.account,
  );
}

/** pg_ctl hands the options to a shell. */
function quote(text: string): string {
  return process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The log of this run, empty and writable by the server; that of the run before is kept beside it. */
async function startLog({ log, account }: Site): Promise<void> {
  if (await exists(log)) await rename(log, `${log}.1`);
  const handle = await open(log, 'wx', 0o640);
  await handle.close();
  if (account) await chown(log, account.uid, account.gid);
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
