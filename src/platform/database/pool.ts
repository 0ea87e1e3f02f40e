import pg from 'pg';

export interface PoolOptions {
  url: string;
  max: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  statementTimeoutMs: number;
  /** Told of every finished statement: its text and how long it took from here. */
  onQuery?: (text: string, durationMs: number) => void;
  onError: (error: Error) => void;
}

/** A pool whose idle clients may be cut at any time without taking the process with them. */
export function createPool(options: PoolOptions): pg.Pool {
  const { onQuery } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(onQuery === undefined ? {} : { Client: timedClient(onQuery) }),
  });
  pool.on('error', options.onError);
  return pool;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** pg tells nobody how long a statement took, so its client is asked on the way in and on the way out. */
function timedClient(onQuery: (text: string, durationMs: number) => void): typeof pg.Client {
  const run = Reflect.get(pg.Client.prototype, 'query') as AnyFunction;
  return class TimedClient extends pg.Client {
    override query(...args: unknown[]): never {
      const started = performance.now();
      const done = () => onQuery(textOf(args[0]), performance.now() - started);
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        args[args.length - 1] = (...results: unknown[]): void => {
          done();
          (callback as AnyFunction)(...results);
        };
        return run.apply(this, args) as never;
      }
      const result = run.apply(this, args);
      if (result instanceof Promise) void result.then(done, done);
      return result as never;
    }
  };
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
}
