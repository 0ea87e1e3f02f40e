import { ConnectionClosedError, type PgPool, type PgPoolClient, type PgQueryResult } from 'bullmq';
import pg from 'pg';

/** Answers of a server that is going down, coming up or full: connection exceptions, shutdowns, too many connections. */
const UNAVAILABLE = /^(08|57P|53300)/;

/**
 * A pool as BullMQ wants it. Between a database that is away and a statement that is wrong BullMQ tells by error
 * classes of its own: it waits for the first, and counts the second as a failure of the job, which would then be
 * run again or be dead although its handler had finished. Of the errors of PostgreSQL it knows only
 * `ECONNREFUSED`; the others are translated here.
 */
export class BullPool implements PgPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly onError: (error: Error) => void,
  ) {}

  /** BullMQ reads from it whether dead connections are noticed (`keepAlive`). */
  get options(): pg.PoolOptions {
    return this.pool.options;
  }

  query<R>(text: string, params: readonly unknown[] = []): Promise<PgQueryResult<R>> {
    return this.translated(this.pool.query<R & pg.QueryResultRow>(text, [...params]));
  }

  async connect(): Promise<PgPoolClient> {
    const client = await this.translated(this.pool.connect());
    // A pg.PoolClient is what BullMQ asks for; the two packages only write the types of its events differently.
    return client as PgPoolClient;
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  /** The pool has its own listeners; every queue and worker would add one. */
  on(): this {
    return this;
  }

  removeAllListeners(): this {
    return this;
  }

  private async translated<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof Error) || !isAway(error)) throw error;
      this.onError(error);
      throw new ConnectionClosedError(error.message, error);
    }
  }
}

/** Anything that PostgreSQL did not answer itself went wrong on the way to it. */
function isAway(error: Error): boolean {
  return !(error instanceof pg.DatabaseError) || UNAVAILABLE.test(error.code ?? '');
}
