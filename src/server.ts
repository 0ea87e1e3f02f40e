import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/index.js';
import { openDatabaseServer } from './platform/database/index.js';
import { createHttpApp, serveOpenApi } from './platform/http/index.js';
import { SocketAdapter } from './platform/realtime/index.js';
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
  const database = await openDatabaseServer(config, log);
  try {
    await prepareSchema(database.url, config, log);
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

/** The server, wired but not listening. */
export async function createApp(config: AppConfig, databaseUrl: string): Promise<NestFastifyApplication> {
  const app = await createHttpApp(AppModule.forRoot(config, databaseUrl), config);
  app.useWebSocketAdapter(new SocketAdapter(app));
  serveOpenApi(app);
  return app;
}

async function listen(app: NestFastifyApplication, { http }: AppConfig): Promise<void> {
  try {
    await app.listen(http.port, http.host);
  } catch (error) {
    await app.close();
    throw error;
  }
}
