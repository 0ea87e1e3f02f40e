import type { AppConfig } from '../../config/index.js';
import type { Log } from '../telemetry/index.js';
import { startEmbeddedPostgres } from './embedded/index.js';

export interface DatabaseServer {
  url: string;
  /** Ends the embedded server, unless another process of ours still uses it; an operator's own is left alone. */
  stop: () => Promise<void>;
}

/** The operator's PostgreSQL where one is configured, or else one of our own in the data directory. */
export async function openDatabaseServer({ database }: AppConfig, log: Log): Promise<DatabaseServer> {
  if (database.url !== null) return { url: database.url, stop: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({
    dataDir: database.embedded.directory,
    password: database.embedded.password,
    database: database.embedded.name,
    log: (event, fields) => log.info(event, { ...fields }),
  });
  return { url: server.url, stop: () => server.stop() };
}
