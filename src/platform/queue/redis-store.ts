import { type BackendFactory, createRedisBackend, type QueueOptions, type RedisQueueBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { QueueStore, type Side } from './queue-store.js';

interface Options {
  url: string;
  /** First part of every key. */
  prefix: string;
  onError: (error: Error) => void;
}

/**
 * Jobs in Redis, which must not evict keys. One connection for the producers, one for the consumers, and one more
 * for each lane of a worker (BullMQ's own), blocked waiting for jobs.
 */
export class RedisStore extends QueueStore {
  readonly backend: BackendFactory<RedisQueueBackend, Side>;
  private readonly connections: Record<Side, Redis>;

  constructor({ url, prefix, onError }: Options) {
    super();
    this.connections = {
      // Whoever adds a job is told soon that it cannot be added: a request or a transaction is waiting.
      producer: connect(url, onError, { maxRetriesPerRequest: 2, commandTimeout: 5_000 }),
      // Whoever runs jobs has nothing better to do than to wait for Redis to come back.
      consumer: connect(url, onError, { maxRetriesPerRequest: null }),
    };
    this.backend = (name, { connection, ...rest }, factoryOptions) => {
      const options: QueueOptions = { ...rest, prefix, connection: this.connections[connection] };
      return createRedisBackend(name, options, factoryOptions);
    };
  }

  override async assertReady(): Promise<void> {
    await this.connections.producer.ping();
  }

  override async close(): Promise<void> {
    await Promise.all(Object.values(this.connections).map(disconnect));
  }
}

function connect(url: string, onError: (error: Error) => void, options: RedisOptions): Redis {
  const redis = new Redis(url, { ...options, lazyConnect: true, connectionName: 'mypick-queue' });
  redis.on('error', onError);
  return redis;
}

async function disconnect(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit();
  else redis.disconnect();
}
