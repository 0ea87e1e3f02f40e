import { setTimeout as delay } from 'node:timers/promises';
import { adoptServer } from './adoption.js';
import { createCluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { exists } from './files.js';
import { startServer } from './server.js';
import { type Site } from './site.js';

const ATTEMPTS = 20;
const PAUSE_MS = 250;

export interface OpeningOptions {
  /** Password of the cluster. Set when it is created; each later start must give the same. */
  password: string;
  /** PostgreSQL's own settings (`max_connections: '50'`), on top of ours; a server that already runs keeps its own. */
  settings?: Record<string, string>;
  log: (event: string, fields?: object) => void;
}

/**
 * Gives the port of the running server of a site: found running, or started, on a cluster that is made where there is
 * none. `others` is how many users it has already. To be called with the lock held.
 * @throws EmbeddedPostgresError
 */
export async function openServer(site: Site, options: OpeningOptions, others: number): Promise<number> {
  const { password, settings = {}, log } = options;
  const startedAt = performance.now();
  const took = (): number => Math.round(performance.now() - startedAt);

  if (!(await exists(site.cluster))) {
    await createCluster(site, password);
    log('postgres.created', { cluster: site.cluster, ms: took() });
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const running = await adoptServer(site, password, others > 0);
    if (running !== null) {
      log(others > 0 ? 'postgres.joined' : 'postgres.adopted', { port: running, users: others, ms: took() });
      return running;
    }
    const started = await startServer(site, settings);
    if (started !== null) {
      log('postgres.started', { port: started, cluster: site.cluster, ms: took() });
      return started;
    }
    await delay(PAUSE_MS);
  }
  throw new EmbeddedPostgresError(
    'POSTGRES_START_FAILED',
    `PostgreSQL did not start in ${ATTEMPTS} attempts; its log is ${site.log}`,
  );
}
