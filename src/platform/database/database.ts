import { Injectable } from '@nestjs/common';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

export type Db = NodePgDatabase;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/** Whatever can run a statement: the pool, or a transaction in progress. */
export type Executor = Db | Tx;

/** PostgreSQL. Repositories run statements on `db`; services open transactions and hand `tx` to repositories. */
@Injectable()
export class Database {
  readonly db: Db;
  private readonly afterwards = new WeakMap<Tx, (() => void)[]>();

  constructor(
    /** How others may reach the same database: the queue has connections of its own. */
    readonly url: string,
    readonly pool: Pool,
  ) {
    this.db = drizzle(pool);
  }

  /** Has `act` called when the transaction is committed, before `transaction` returns; never, if it is rolled back. */
  afterCommit(tx: Tx, act: () => void): void {
    this.afterwards.set(tx, [...(this.afterwards.get(tx) ?? []), act]);
  }

  /**
   * Runs `work` in one transaction: all of it is committed, or, if it throws, nothing.
   *
   * The client is taken here and not by drizzle, which loses it when `BEGIN` fails; and it is listened to, since a
   * connection that is cut while it is lent out would otherwise end the process.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      let own: Tx | undefined;
      const result = await drizzle(client).transaction((tx) => work((own = tx)));
      if (own !== undefined) for (const act of this.afterwards.get(own) ?? []) act();
      return result;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}
