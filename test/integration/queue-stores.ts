import { Redis } from 'ioredis';
import { queueDatabase, sqlOn } from './queue-database.js';
import { onRedis, type ScratchDatabase, scratchRedis } from './servers.js';

type Store = 'postgres' | 'redis';

/** The stores that BullMQ can keep jobs in; what holds for one has to hold for the other. */
export const STORES: readonly Store[] = ['postgres', ...onRedis<Store>('redis')];

/** A database of one's own, and jobs kept in one of the stores: empty again for every test. */
export class QueueStores implements AsyncDisposable {
  private readonly redis = scratchRedis();

  private constructor(
    private readonly store: Store,
    private readonly database: ScratchDatabase,
  ) {}

  static async open(store: Store): Promise<QueueStores> {
    return new QueueStores(store, await queueDatabase());
  }

  get variables(): Record<string, string> {
    const { url, prefix } = this.redis;
    return {
      DATABASE_URL: this.database.url,
      ...(this.store === 'redis' ? { REDIS_URL: url, REDIS_PREFIX: prefix } : {}),
    };
  }

  sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return sqlOn(this.database.url, text, values);
  }

  /** Forgets all jobs, schedules and events. */
  async clear(): Promise<void> {
    await this.sql('TRUNCATE bullmq.job, bullmq.scheduler, bullmq.dedup, bullmq.meta, outbox_events CASCADE');
    await this.redis.clear();
  }

  /** Makes every finished job older than it is. */
  async age(seconds: number): Promise<void> {
    if (this.store === 'postgres') {
      await this.sql('UPDATE bullmq.job SET finished_at_ms = finished_at_ms - $1', [seconds * 1_000]);
    } else {
      await this.ageInRedis(seconds);
    }
  }

  /** BullMQ keeps the finished jobs of a queue in a sorted set, by when they finished. */
  private async ageInRedis(seconds: number): Promise<void> {
    const redis = new Redis(this.redis.url);
    for (const key of await redis.keys(`${this.redis.prefix}*:completed`)) {
      for (const id of await redis.zrange(key, 0, -1)) await redis.zincrby(key, -seconds * 1_000, id);
    }
    await redis.quit();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.redis.clear();
    await this.database.drop();
  }
}
