import { BentoCache, type BentoStore, bentostore } from 'bentocache';
import { MemoryDriver } from 'bentocache/drivers/memory';
import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { AppConfig } from '../../config/index.js';
import type { Log } from '../telemetry/index.js';
import { RedisBus } from './redis-bus.js';
import { RedisTier } from './redis-tier.js';

const MAX_BYTES = 64 * 1024 * 1024;
/** A cache that takes longer is slower than what it spares. */
const COMMAND_MS = 1000;

export interface Tiers {
  bento: BentoCache<Record<string, BentoStore>>;
  /** Serialised values by key. */
  memory: LRUCache<string, string>;
  /** Waits for the first attempt to reach Redis, successful or not. */
  connect(): Promise<void>;
}

/** Memory alone, or memory in front of Redis, with a bus between the nodes. */
export function createTiers({ cache, redis }: Pick<AppConfig, 'cache' | 'redis'>, log: Log): Tiers {
  const memory = new LRUCache<string, string>({
    max: cache.maxEntries,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ length }) => length,
  });
  const store = bentostore().useL1Layer({
    // Values stay serialised in memory too: without that the bus is broken (bentocache#111), and one reader could
    // change what another one gets.
    options: { serialize: true },
    factory: ({ prefix }: { prefix: string }) => new MemoryDriver({ prefix, cacheInstance: memory }),
  });
  if (redis === null) {
    return { bento: bentoOf('cache', store), memory, connect: () => Promise.resolve() };
  }

  const watched = (connection: Redis) =>
    connection.on('error', (error) => log.warn('cache.redis_failed', { error }));
  const commands = watched(
    new Redis(redis.url, {
      lazyConnect: true,
      connectTimeout: COMMAND_MS,
      commandTimeout: COMMAND_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
    }),
  );
  const subscriber = watched(new Redis(redis.url, { maxRetriesPerRequest: null }));
  // What was evicted elsewhere while this one was away is not known.
  subscriber.on('ready', () => memory.clear());

  const prefix = `${redis.prefix}:cache`;
  store
    .useL2Layer({
      options: {},
      factory: () =>
        new RedisTier({
          connection: commands,
          prefix,
          clearAll: () => bento.clear(),
          onFailure: (error) => log.warn('cache.redis_failed', { error }),
        }),
    })
    .useBus({
      options: { retryQueue: { maxSize: cache.maxEntries } },
      factory: () => new RedisBus(commands, subscriber),
    });
  const bento = bentoOf(prefix, store);
  return { bento, memory, connect: () => commands.connect().catch(() => undefined) };
}

/** The name of the store is part of the bus's channel: installations that share a Redis do not hear each other. */
function bentoOf(prefix: string, store: BentoStore): Tiers['bento'] {
  return new BentoCache<Record<string, BentoStore>>({ default: prefix, prefix, stores: { [prefix]: store } });
}
