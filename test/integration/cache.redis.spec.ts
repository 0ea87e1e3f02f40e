import { afterEach, describe, expect, it } from 'vitest';
import { AppConfig } from '../../src/config/index.js';
import { Cache, type CacheKey } from '../../src/platform/cache/index.js';
import { Log, Metrics } from '../../src/platform/telemetry/index.js';
import { eventually } from './eventually.js';
import { Link } from './link.js';
import { RedisProcess } from './redis-process.js';
import { scratchRedis } from './servers.js';

const KEY: CacheKey = ['creator:card', '7'];
let caches: Cache[] = [];

/** The cache of one more node. */
async function node(redis: { url: string; prefix?: string }): Promise<Cache> {
  const config = AppConfig.from({
    APP_ENV: 'test',
    LOG_LEVEL: 'error',
    DATABASE_URL: 'postgresql://nowhere/none',
    JWT_SECRET: 'a'.repeat(32),
    JWT_REFRESH_SECRET: 'b'.repeat(32),
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
  });
  const cache = new Cache(config, new Log(config), new Metrics());
  caches.push(cache);
  await cache.onModuleInit();
  return cache;
}

afterEach(async () => {
  await Promise.all(caches.map((cache) => cache.onApplicationShutdown()));
  caches = [];
});

const failing = () => Promise.reject(new RangeError('It should have been there.'));

describe('nodes that share a Redis', () => {
  const redis = scratchRedis();

  afterEach(() => redis.clear());

  it.each([[null], [0], [''], [false], [{ 이름: '아이유' }]])(
    'find what another one has made: %j',
    async (value) => {
      const [one, two] = [await node(redis), await node(redis)];
      await one.getOrSet(KEY, () => Promise.resolve(value));
      expect(await two.getOrSet(KEY, failing)).toEqual(value);
    },
  );

  it.each([
    ['its key', (cache: Cache) => cache.delete(KEY)],
    ['its tag', (cache: Cache) => cache.deleteByTag(['creator:7'])],
    ['everything', (cache: Cache) => cache.clear()],
    ['a new value', (cache: Cache) => cache.set(KEY, 'new')],
  ])("evict each other's memory by %s", async (_what, evict) => {
    const [one, two] = [await node(redis), await node(redis)];
    await one.set(KEY, 'old', { tags: ['creator:7'] });
    expect(await two.get(KEY)).toBe('old');
    expect(await two.get(KEY)).toBe('old');
    await evict(one);
    await eventually('the other one knows', async () => (await two.get(KEY)) !== 'old');
    expect(await two.get(KEY)).toBe(await one.get(KEY));
  });

  it('share nothing with an installation of another prefix', async () => {
    const stranger = { ...redis, prefix: `${redis.prefix}-other` };
    const [one, other] = [await node(redis), await node(stranger)];
    await one.set(KEY, 'ours');
    expect(await other.get(KEY)).toBeUndefined();
    await other.set(KEY, 'theirs');
    await other.clear();
    expect(await one.get(KEY)).toBe('ours');
  });
});

describe('a Redis that comes and goes', () => {
  it('is done without from the start, and used when it is there', async () => {
    await using redis = await RedisProcess.create();
    const one = await node(redis);
    await one.set(KEY, 'in memory');
    expect(await one.getOrSet(KEY, failing)).toBe('in memory');
    await one.delete(KEY);
    expect(await one.getOrSet(KEY, () => Promise.resolve('made'))).toBe('made');

    await redis.start();
    const two = await node(redis);
    await eventually('the other one finds it', async () => {
      await one.set(KEY, 'shared');
      return (await two.get(KEY)) === 'shared';
    });
  });

  it('is done without when it is gone, and used when it is back', async () => {
    await using redis = await RedisProcess.create();
    await redis.start();
    const [one, two] = [await node(redis), await node(redis)];
    await one.set(KEY, 'before');
    expect(await two.get(KEY)).toBe('before');

    await redis.stop();
    expect(await one.get(KEY)).toBe('before');
    await one.set(KEY, 'during');
    expect(await one.getOrSet(KEY, failing)).toBe('during');

    await redis.start();
    await eventually('the other one finds it', async () => {
      await one.set(KEY, 'after');
      return (await two.get(KEY)) === 'after';
    });
  });
});

describe('a node that cannot reach Redis while another one can', () => {
  const redis = scratchRedis();

  afterEach(() => redis.clear());

  it.each([
    ['evicted by key', (cache: Cache) => cache.delete(KEY)],
    ['evicted by tag', (cache: Cache) => cache.deleteByTag(['creator:7'])],
    ['replaced', (cache: Cache) => cache.set(KEY, 'new')],
  ])('does not bring back what it has %s meanwhile', async (_how, change) => {
    await using link = await Link.to(redis.url);
    const one = await node({ ...redis, url: link.url });
    const two = await node(redis);
    await one.set(KEY, 'old', { tags: ['creator:7'] });
    expect(await two.get(KEY)).toBe('old');

    link.cut();
    await change(one);
    expect(await one.get(KEY)).not.toBe('old');

    link.mend();
    await eventually('Redis is used again', async () => {
      await one.set(['other'], 'new');
      return (await two.get(['other'])) === 'new';
    });
    await eventually('the other one knows', async () => (await two.get(KEY)) !== 'old');
    expect(await one.get(KEY)).not.toBe('old');
  });
});
