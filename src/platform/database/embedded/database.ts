import pg from 'pg';
import { SUPERUSER } from './cluster.js';
import { asEmbeddedError, EmbeddedPostgresError } from './embedded.errors.js';
import { errorCode } from './files.js';

/** What a PostgreSQL client needs to connect. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export const HOST = '127.0.0.1';
const MAINTENANCE_DATABASE = 'postgres';
const ANSWER_LIMIT_MS = 2_000;
/** Making a database copies files, which a busy disk may draw out. */
const WORK_LIMIT_MS = 60_000;

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const WRONG_PASSWORD = '28P01';
const NO_SUCH_DATABASE = '3D000';
/** In use already, or taken by a statement that committed while ours waited. */
const NAME_TAKEN = ['42P04', '23505'];
const STARTING_OR_STOPPING = '57P03';
const TOO_MANY_CONNECTIONS = '53300';

export function connectionTo(port: number, password: string, database: string): Connection {
  return { host: HOST, port, user: SUPERUSER, password, database };
}

/** Our server; one that takes no connection now; or nothing that could be ours. */
export type Answer = 'ours' | 'busy' | 'silent';

/**
 * Asks the server behind a port whether it serves `cluster`.
 * @throws EmbeddedPostgresError POSTGRES_WRONG_PASSWORD
 */
export async function askServer(port: number, password: string, cluster: string): Promise<Answer> {
  try {
    const connection = connectionTo(port, password, MAINTENANCE_DATABASE);
    return await withClient(connection, ANSWER_LIMIT_MS, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      return rows[0]?.data_directory === cluster ? 'ours' : 'silent';
    });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const code = errorCode(error);
    return code === STARTING_OR_STOPPING || code === TOO_MANY_CONNECTIONS ? 'busy' : 'silent';
  }
}

/**
 * Creates the database where it is missing, after making sure that search will work in it.
 * @throws EmbeddedPostgresError POSTGRES_WRONG_PASSWORD, POSTGRES_BAD_LOCALE, POSTGRES_START_FAILED
 */
export async function ensureDatabase(connection: Connection): Promise<void> {
  const { database } = connection;
  try {
    if (await canConnect(connection)) return;
    await withClient({ ...connection, database: MAINTENANCE_DATABASE }, WORK_LIMIT_MS, async (client) => {
      await assertHangulTrigrams(client);
      await createDatabase(client, database);
    });
  } catch (error) {
    throw asEmbeddedError(error, 'POSTGRES_START_FAILED', `The database ${database} cannot be opened`);
  }
}

async function canConnect(connection: Connection): Promise<boolean> {
  try {
    await withClient(connection, WORK_LIMIT_MS, (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    if (errorCode(error) === NO_SUCH_DATABASE) return false;
    throw error;
  }
}

/** The statement of a process that was killed runs on, and may win. */
async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!NAME_TAKEN.includes(errorCode(error) ?? '')) throw error;
  }
}

/** Asks pg_trgm itself; the transaction is rolled back and leaves no extension behind. */
async function assertHangulTrigrams(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  const { rows } = await client.query<{ trigrams: string[] }>(`SELECT show_trgm('아이유') AS trigrams`);
  await client.query('ROLLBACK');
  if (rows[0]?.trigrams.length) return;
  throw new EmbeddedPostgresError(
    'POSTGRES_BAD_LOCALE',
    'In the locale of this cluster pg_trgm takes Hangul for punctuation, so that search would find nothing',
  );
}

async function withClient<T>(
  connection: Connection,
  limitMs: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: limitMs, query_timeout: limitMs });
  // A connection that breaks between two queries is reported by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (cause) {
    if (errorCode(cause) !== WRONG_PASSWORD) throw cause;
    throw new EmbeddedPostgresError(
      'POSTGRES_WRONG_PASSWORD',
      'The embedded PostgreSQL was created with another password than the one configured: restore that one, or ' +
        'remove the data directory to start afresh',
      { cause },
    );
  } finally {
    await client.end();
  }
}
