import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppConfig } from '../../config/index.js';
import { Log, Metrics } from '../telemetry/index.js';
import { Cache } from './cache.js';

const config = AppConfig.from({
  APP_ENV: 'test',
  DATABASE_URL: 'postgresql://nowhere/none',
  JWT_SECRET: 'a'.repeat(32),
  JWT_REFRESH_SECRET: 'b'.repeat(32),
  CACHE_MAX_SIZE: '50',
});

let metrics: Metrics;
let cache: Cache;

beforeEach(() => {
  metrics = new Metrics();
  cache = new Cache(config, new Log(config), metrics);
});

afterEach(() => cache.onApplicationShutdown());

/** Makes a value when told to, and counts how often it was asked to. */
class Source {
  made = 0;
  private readonly waiting: ((value: string) => void)[] = [];

  readonly make = (): Promise<string> => {
    this.made++;
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  /** Waits until it is asked for the value. */
  async finish(value: string): Promise<void> {
    await expect.poll(() => this.waiting.length).toBe(1);
    this.waiting.shift()?.(value);
  }
}

describe('a value', () => {
  it.each([
    ['null', null],
    ['zero', 0],
    ['no', false],
    ['no text', ''],
    ['an empty list', []],
    ['an object', { a: [1] }],
  ])('is kept: %s', async (_case, value) => {
    let made = 0;
    const make = () => Promise.resolve((made++, value));
    expect(await cache.getOrSet(['c', 1], make)).toEqual(value);
    expect(await cache.getOrSet(['c', 1], make)).toEqual(value);
    expect(await cache.get(['c', 1])).toEqual(value);
    expect(made).toBe(1);
  });

  it('that is undefined is not', async () => {
    let made = 0;
    const make = (): Promise<string | undefined> => {
      made++;
      return Promise.resolve(undefined);
    };
    expect(await cache.getOrSet(['c', 1], make)).toBeUndefined();
    expect(await cache.getOrSet(['c', 1], make)).toBeUndefined();
    expect(made).toBe(2);
  });

  it('can be set, read and deleted', async () => {
    await cache.set(['c', 1], 'one');
    expect(await cache.get(['c', 1])).toBe('one');
    expect(await cache.get(['c', 2])).toBeUndefined();
    await cache.delete(['c', 1]);
    expect(await cache.get(['c', 1])).toBeUndefined();
  });

  it('cannot be changed by whoever got it', async () => {
    await cache.set(['c', 1], { list: [1] });
    const mine = (await cache.get(['c', 1])) as { list: number[] };
    mine.list.push(2);
    expect(await cache.get(['c', 1])).toEqual({ list: [1] });
  });

  it('ends with its time', async () => {
    await cache.set(['c', 1], 'one', { ttlSeconds: 0.001 });
    await expect.poll(() => cache.get(['c', 1])).toBeUndefined();
  });
});

describe('asked for by many at once', () => {
  it('a value is made once', async () => {
    const source = new Source();
    const answers = Array.from({ length: 50 }, () => cache.getOrSet(['c', 1], source.make));
    await source.finish('made');
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['made']));
    expect(source.made).toBe(1);
  });

  it('an error reaches all, once, and nothing is kept', async () => {
    let made = 0;
    const failing = () => Promise.reject(new RangeError(`attempt ${++made}`));
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () => cache.getOrSet(['c', 1], failing)),
    );
    expect(made).toBe(1);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 'rejected', reason: new RangeError('attempt 1') });
    }
    expect(await cache.getOrSet(['c', 1], () => Promise.resolve('now'))).toBe('now');
  });

  it.each([
    ['its key', () => cache.delete(['c', 1])],
    ['its tag', () => cache.deleteByTag(['t', 'other'])],
    ['everything', () => cache.clear()],
  ])('a value that was evicted by %s while it was made is not kept', async (_case, evict) => {
    const old = new Source();
    const fresh = new Source();
    const before = cache.getOrSet(['c', 1], old.make, { tags: ['t'] });
    await expect.poll(() => old.made).toBe(1);
    await evict();
    const after = cache.getOrSet(['c', 1], fresh.make, { tags: ['t'] });
    await old.finish('old');
    await fresh.finish('fresh');
    expect([await before, await after]).toEqual(['old', 'fresh']);
    expect(await cache.get(['c', 1])).not.toBe('old');
  });

  it('a value that was set while it was made is not overwritten', async () => {
    const old = new Source();
    const before = cache.getOrSet(['c', 1], old.make);
    await expect.poll(() => old.made).toBe(1);
    await cache.set(['c', 1], 'set');
    await old.finish('old');
    expect([await before, await cache.get(['c', 1])]).toEqual(['old', 'set']);
  });
});

describe('evictions', () => {
  it('by tag take every value that has one of the tags, and no other', async () => {
    await cache.set(['c', 1], 'one', { tags: ['a', 'b'] });
    await cache.set(['c', 2], 'two', { tags: ['b'] });
    await cache.set(['d', 3], 'three', { tags: ['c'] });
    await cache.deleteByTag(['a', 'x']);
    const values = [await cache.get(['c', 1]), await cache.get(['c', 2]), await cache.get(['d', 3])];
    expect(values).toEqual([undefined, 'two', 'three']);
    await cache.clear();
    expect(await cache.get(['d', 3])).toBeUndefined();
  });

  it('by tag let a value that is made later be kept', async () => {
    const make = () => Promise.resolve('made');
    await cache.deleteByTag(['a']);
    // A value of the same millisecond as the eviction counts as older.
    await expect
      .poll(async () => {
        await cache.getOrSet(['c', 1], make, { tags: ['a'] });
        return cache.get(['c', 1]);
      })
      .toBe('made');
  });
});

it('keeps no more than CACHE_MAX_SIZE values, and counts them', async () => {
  for (let number = 0; number < 200; number++) await cache.set(['c', number], number);
  expect(await cache.get(['c', 0])).toBeUndefined();
  expect(await cache.get(['c', 199])).toBe(199);
  await cache.getOrSet(['c', 199], () => Promise.resolve(0));
  const figures = await metrics.registry.metrics();
  expect(figures).toContain('mypick_cache_entries 50');
  expect(figures).toContain('mypick_cache_writes_total{cache="c"} 200');
  expect(figures).toContain('mypick_cache_requests_total{cache="c",result="hit"} 2');
  expect(figures).toContain('mypick_cache_requests_total{cache="c",result="miss"} 1');
});
