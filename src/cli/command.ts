import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app.js';
import type { AppConfig } from '../config/index.js';
import { openDatabaseServer } from '../platform/database/index.js';
import { Log } from '../platform/telemetry/index.js';
import { prepareSchema } from '../schema.js';

export interface Command {
  name: string;
  summary: string;
  /** @returns whether all is well: the exit status */
  run: (load: () => AppConfig, args: readonly string[]) => Promise<boolean>;
}

/** Lends the configured database, starting the embedded one for as long as it is needed. */
export async function withDatabase<T>(
  config: AppConfig,
  work: (url: string, log: Log) => Promise<T>,
): Promise<T> {
  const log = new Log(config);
  const server = await openDatabaseServer(config, log);
  try {
    return await work(server.url, log);
  } finally {
    await server.stop();
  }
}

/** Lends the wired server, which neither listens nor runs jobs. */
export function withApp<T>(config: AppConfig, work: (app: NestFastifyApplication) => Promise<T>): Promise<T> {
  return withDatabase(config, async (url, log) => {
    await prepareSchema(url, config, log);
    const app = await createApp(config, url);
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  });
}
