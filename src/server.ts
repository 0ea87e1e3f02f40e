import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from './config/index.js';
import { openDatabaseServer } from './platform/database/index.js';
import { Log } from './platform/telemetry/index.js';
import { prepareSchema } from './schema.js';

export interface RunningServer {
  readonly app: NestFastifyApplication;
  /** Where it listens: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Finishes what is in progress, then ends everything that was started. */
  stop(): Promise<void>;
}

/** Starts everything that the configuration asks for and resolves when it listens; what fails leaves nothing behind. */
export async function startServer(config: AppConfig): Promise<RunningServer> {
  const log = new Log(config);
  const opening = openDatabaseServer(config, log);
  // Loaded while PostgreSQL starts, in another process: reading a few thousand files takes as long.
  const loading = import('./app.js');
  const database = await opening;
  try {
    const [{ createApp }] = await Promise.all([loading, prepareSchema(database.url, config, log)]);
    const app = await createApp(config, database.url);
    await listen(app, config);
    const { port } = app.getHttpServer().address() as AddressInfo;
    return {
      app,
      url: `http://127.0.0.1:${port}`,
      stop: async () => {
        // A connection that was opened and never used looks busy to Node, and would be waited for.
        const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), config.app.shutdownTimeoutMs);
        await app.close();
        clearTimeout(cut);
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { http }: AppConfig): Promise<void> {
  try {
    await app.listen(http.port, http.host);
  } catch (error) {
    await app.close();
    throw error;
  }
}
