import { setTimeout as delay } from 'node:timers/promises';
import { askServer } from './database.js';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { findPostmaster } from './postmaster.js';
import { stopServer } from './server.js';
import { type Site } from './site.js';

const POLL_MS = 50;
/** How long a server that says it is ready may leave us without an answer. */
const SILENCE_LIMIT_MS = 3_000;
/** How long one may take to start or to stop; recovery after a crash is part of starting. */
const CHANGE_LIMIT_MS = 120_000;

/**
 * Gives the port of the server that already runs on this cluster: another process of ours uses it, or the process that
 * started it was killed. Null when there is none. One that says it is ready but does not answer is stopped, unless
 * `inUse`.
 * @throws EmbeddedPostgresError POSTGRES_WRONG_PASSWORD, POSTGRES_START_FAILED
 */
export async function adoptServer(site: Site, password: string, inUse: boolean): Promise<number | null> {
  const since = Date.now();
  for (;;) {
    const postmaster = await findPostmaster(site.cluster);
    if (postmaster === null) return null;
    const { pid, port, state } = postmaster;
    const answer = port === null ? 'busy' : await askServer(port, password, site.cluster);
    if (answer === 'ours') return port;

    const isHung = answer === 'silent' && state === 'ready';
    if (Date.now() - since > (isHung ? SILENCE_LIMIT_MS : CHANGE_LIMIT_MS)) {
      if (!isHung || inUse) throw unusable(site, pid);
      await stopServer(site, ['immediate']);
      return null;
    }
    await delay(POLL_MS);
  }
}

function unusable(site: Site, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'POSTGRES_START_FAILED',
    `PostgreSQL runs on ${site.cluster} (process ${pid}) but takes no connections; its log is ${site.log}`,
  );
}
