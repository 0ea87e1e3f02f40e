import { type INestApplicationContext, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppConfig, ConfigModule } from '../../src/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { EventsModule } from '../../src/platform/events/index.js';
import { type JobDefinition, QueueModule } from '../../src/platform/queue/index.js';
import { TelemetryModule } from '../../src/platform/telemetry/index.js';

export interface QueueAppOptions {
  /** Of the environment; DATABASE_URL is needed. */
  variables: Record<string, string>;
  jobs?: JobDefinition[];
  providers?: NonNullable<ModuleMetadata['providers']>;
}

/** An application with a queue and events, and nothing else but what is given. */
export async function startQueueApp(
  options: QueueAppOptions,
): Promise<INestApplicationContext & AsyncDisposable> {
  const app = await NestFactory.createApplicationContext(queueAppModule(options), {
    logger: false,
    abortOnError: false,
  });
  return Object.assign(app, { [Symbol.asyncDispose]: () => app.close() });
}

function queueAppModule({ variables, jobs = [], providers = [] }: QueueAppOptions): Type {
  const config = AppConfig.from({
    APP_ENV: 'test',
    LOG_LEVEL: 'error',
    LOG_FORMAT: 'json',
    JWT_SECRET: 'a'.repeat(32),
    JWT_REFRESH_SECRET: 'b'.repeat(32),
    ...variables,
  });

  @Module({
    imports: [
      ConfigModule.forRoot(config),
      TelemetryModule,
      DatabaseModule.forRoot(config.database.url ?? ''),
      QueueModule.forRoot(),
      EventsModule,
      QueueModule.register(jobs),
    ],
    providers,
  })
  class TestModule {}
  return TestModule;
}
