import {
  assertSchemaCompatibility,
  type BackendFactory,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  PostgresConnection,
  PostgresQueueBackend,
  SchemaMigrationRequiredError,
} from 'bullmq';
import { createPool } from '../database/index.js';
import { BullPool } from './bull-pool.js';
import { LANES } from './lanes.js';
import { QueueSchemaError } from './queue.errors.js';
import { QueueStore, type Side } from './queue-store.js';

interface Options {
  url: string;
  statementTimeoutMs: number;
  onError: (error: Error) => void;
}

/**
 * Looks for jobs at least every ten seconds. BullMQ trusts the notifications of PostgreSQL for up to an hour, so
 * that a job which was added while they could not arrive would wait until something else wakes its worker.
 */
class LaneBackend extends PostgresQueueBackend {
  override get maximumBlockTimeout(): number {
    return 10;
  }
}

/**
 * A fetched or finished job that a crash of the database forgets runs again, as after any other crash, so these
 * commits need not wait for the disk; those of added jobs do, whoever adds one counts on it. And once a lane holds
 * some thousand finished jobs, PostgreSQL takes to reading all of them to find out whether one is waiting, for each
 * job again (measured: 2.4 ms a job instead of 1.1), although there is an index. Where there is none, forbidding that
 * makes a statement look dear enough for PostgreSQL to compile it, which takes longer than running it.
 */
const CONSUMER_SETTINGS = '-c synchronous_commit=off -c enable_seqscan=off -c jit=off';

/**
 * Jobs in PostgreSQL. BullMQ would open a pool and a LISTEN connection for every queue and worker; here all share
 * two pools, opened on demand, so that a process costs a known number of connections:
 *
 * - producer: 2, for the short statements that add and count jobs;
 * - consumer: one for each lane, lent for good to LISTEN for new jobs, and 4 for the short statements that fetch,
 *   finish and hand on jobs.
 *
 * LISTEN and the session settings need a direct connection, or a pooler in session mode.
 */
export class PostgresStore extends QueueStore {
  readonly backend: BackendFactory<PostgresQueueBackend, Side>;
  private readonly pools: Record<Side, BullPool>;

  constructor(options: Options) {
    super();
    this.pools = {
      producer: openPool(options, 'mypick-queue-producer', 2),
      consumer: openPool(options, 'mypick-queue-consumer', LANES.length + 4, CONSUMER_SETTINGS),
    };
    this.backend = (name, { connection, ...rest }) => {
      const pool = this.pools[connection];
      return new LaneBackend(new PostgresConnection(pool), name, { ...rest, connection: pool });
    };
  }

  override async assertReady(): Promise<void> {
    const client = await this.pools.producer.connect();
    try {
      const version = await assertSchemaCompatibility(client, DEFAULT_SCHEMA);
      if (version < LATEST_SCHEMA_VERSION) {
        throw new QueueSchemaError(`The queue's schema is at ${version}, not ${LATEST_SCHEMA_VERSION}.`);
      }
    } catch (cause) {
      if (!(cause instanceof SchemaMigrationRequiredError)) throw cause;
      throw new QueueSchemaError('The queue has no schema in this database.', { cause });
    } finally {
      client.release();
    }
  }

  override async close(): Promise<void> {
    await Promise.all([this.pools.producer.end(), this.pools.consumer.end()]);
  }
}

/** BullMQ's SQL names its tables without a schema; the session's search path has to supply it. */
function openPool(options: Options, applicationName: string, max: number, settings = ''): BullPool {
  const url = new URL(options.url);
  const given = url.searchParams.get('options') ?? '';
  url.searchParams.set('options', `${given} -c search_path=${DEFAULT_SCHEMA} ${settings}`.trim());
  const pool = createPool({
    url: url.href,
    max,
    applicationName,
    statementTimeoutMs: options.statementTimeoutMs,
    onError: options.onError,
  });
  return new BullPool(pool, options.onError);
}
