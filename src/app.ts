import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/index.js';
import { createHttpApp, serveOpenApi } from './platform/http/index.js';
import { SocketAdapter } from './platform/realtime/index.js';

/** The server, wired but not listening. */
export async function createApp(config: AppConfig, databaseUrl: string): Promise<NestFastifyApplication> {
  const app = await createHttpApp(AppModule.forRoot(config, databaseUrl), config);
  app.useWebSocketAdapter(new SocketAdapter(app));
  serveOpenApi(app);
  return app;
}
