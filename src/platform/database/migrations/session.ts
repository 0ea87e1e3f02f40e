import type { Pool, PoolClient } from 'pg';

/** Any constant will do, as long as every process of ours uses the same: these are the letters "mypick". */
const LOCK = BigInt(`0x${Buffer.from('mypick').toString('hex')}`);

/** One process changes the schema at a time, and nobody judges it meanwhile. */
const LOCKS = { change: 'pg_advisory_lock', look: 'pg_advisory_lock_shared' };

/**
 * Lends a connection that holds the advisory lock of the migrations, waiting for it as long as it takes. The
 * connection is closed at the end, so that neither the lock nor its settings can stay behind in the pool.
 */
export async function withSession<T>(
  pool: Pool,
  purpose: keyof typeof LOCKS,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks fails the statement in progress, or the next one; the event has nothing to add.
  client.on('error', () => undefined);
  try {
    await client.query('SET statement_timeout = 0');
    // drizzle-kit writes names without a schema, and PostgreSQL describes them relative to this path.
    await client.query('SET search_path = public');
    await client.query(`SELECT ${LOCKS[purpose]}($1)`, [LOCK.toString()]);
    return await work(client);
  } finally {
    client.release(true);
  }
}

/** Runs `work` in a transaction on a connection that is already held. */
export async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Should the connection be gone, so is the transaction; what matters is the error that led here.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
