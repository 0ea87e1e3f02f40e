import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Log, Metrics } from '../telemetry/index.js';
import { Database } from './database.js';
import { Listener } from './listener.js';
import { createPool } from './pool.js';

/** PostgreSQL, for everyone: a pool of connections and one that listens. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: Database,
          inject: [AppConfig, Log, Metrics],
          useFactory: (config: AppConfig, log: Log, metrics: Metrics) => connect(url, config, log, metrics),
        },
        Listener,
      ],
      exports: [Database, Listener],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.pool.end();
  }
}

function connect(url: string, { database }: AppConfig, log: Log, metrics: Metrics): Database {
  const durations = metrics.histogram(
    'mypick_database_query_duration_seconds',
    'Time of a statement, from handing it over to having its rows.',
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  );
  const pool = createPool({
    url,
    max: database.poolSize,
    applicationName: 'mypick',
    statementTimeoutMs: database.statementTimeoutMs,
    onError: (error) => log.warn('database.connection_lost', { error }),
    onQuery: (text, durationMs) => {
      durations.observe(durationMs / 1000);
      if (database.slowQueryMs > 0 && durationMs > database.slowQueryMs) {
        // The text holds placeholders, not values: nothing personal gets into the log.
        log.warn('database.slow_query', { durationMs: Math.round(durationMs), text });
      }
    },
  });
  metrics.gauge(
    'mypick_database_connections',
    'Connections of the pool by what they do.',
    ['state'],
    (gauge) => {
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      gauge.set({ state: 'awaited' }, pool.waitingCount);
    },
  );
  return new Database(url, pool);
}
