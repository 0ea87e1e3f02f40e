import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { AppConfig } from '../../config/index.js';
import { Log, Metrics } from '../telemetry/index.js';
import { type CacheKey, keyText } from './cache-key.js';
import { createTiers, type Tiers } from './tiers.js';

/** Evictions by tag are remembered for ten days; nothing may live longer. */
const LONGEST_TTL_SECONDS = 9 * 86_400;

export interface CacheOptions {
  /** `CACHE_TTL` unless told otherwise. */
  ttlSeconds?: number | undefined;
  /** What the value depends on: `creator:7`. Evicting a tag evicts every value that has it. */
  tags?: readonly string[];
}

/** A value being made, which everybody who asks for it meanwhile waits for. */
interface Flight {
  value: Promise<unknown>;
  tags: readonly string[];
  /** Evicted before it was there: whoever asked before may have it, but it is not kept. */
  isEvicted: boolean;
}

/**
 * Values that are dear to make and may be a little old. Values must be plain JSON: they are serialised, so a `Date`
 * comes back as text. `undefined` is "not there" and is not kept; every other value is, `null`, `0` and `''` too.
 *
 * A value is made once however many ask for it at the same time. Without Redis, or while it is away, the cache is the
 * memory of each process: a request never fails for it. What makes a value may fail, and then nothing is kept, no stale
 * value takes its place, and its error reaches everybody who waited.
 */
@Injectable()
export class Cache implements OnModuleInit, OnApplicationShutdown {
  private readonly tiers: Tiers;
  private readonly defaultTtlSeconds: number;
  private readonly flights = new Map<string, Flight>();
  private readonly requests: Counter<'cache' | 'result'>;
  private readonly writes: Counter<'cache'>;

  constructor(config: AppConfig, log: Log, metrics: Metrics) {
    this.tiers = createTiers(config, log);
    this.defaultTtlSeconds = config.cache.ttlSeconds;
    this.requests = metrics.counter(
      'mypick_cache_requests_total',
      'Values asked for: found (hit), not found (miss), or being made for another (joined).',
      ['cache', 'result'],
    );
    this.writes = metrics.counter('mypick_cache_writes_total', 'Values kept.', ['cache']);
    metrics.gauge('mypick_cache_entries', 'Values and tags in memory.', [], (gauge) => {
      gauge.set(this.tiers.memory.size);
    });
  }

  /** The value under `key`; if there is none, what `make` gives, which is then kept. */
  getOrSet<T>(key: CacheKey, make: () => Promise<T>, options: CacheOptions = {}): Promise<T> {
    const text = keyText(key);
    const underWay = this.flights.get(text);
    if (underWay !== undefined) {
      this.requests.inc({ cache: key[0], result: 'joined' });
      return underWay.value as Promise<T>;
    }
    const flight: Flight = { value: Promise.resolve(), tags: options.tags ?? [], isEvicted: false };
    const value = this.findOrMake(key[0], text, make, options, flight).finally(() => {
      if (this.flights.get(text) === flight) this.flights.delete(text);
    });
    flight.value = value;
    this.flights.set(text, flight);
    return value;
  }

  /** The value under `key`, `undefined` when there is none. */
  get(key: CacheKey): Promise<unknown> {
    return this.find(key[0], keyText(key));
  }

  async set(key: CacheKey, value: unknown, options: CacheOptions = {}): Promise<void> {
    if (value === undefined) return this.delete(key);
    const text = keyText(key);
    this.forget((_flight, other) => other === text);
    await this.keep(key[0], text, value, options);
  }

  async delete(key: CacheKey): Promise<void> {
    const text = keyText(key);
    this.forget((_flight, other) => other === text);
    await this.tiers.bento.delete({ key: text });
  }

  /**
   * Evicts every value that has one of the tags, on all nodes. Times are compared, of nodes whose clocks should agree;
   * a value of the same millisecond counts as older.
   */
  async deleteByTag(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    this.forget((flight) => flight.tags.some((tag) => tags.includes(tag)));
    await this.tiers.bento.deleteByTag({ tags: [...tags] });
  }

  /** Evicts everything, on all nodes. */
  async clear(): Promise<void> {
    this.forget(() => true);
    await this.tiers.bento.clear();
  }

  async onModuleInit(): Promise<void> {
    await this.tiers.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tiers.bento.disconnectAll();
  }

  private async findOrMake<T>(
    cache: string,
    text: string,
    make: () => Promise<T>,
    options: CacheOptions,
    flight: Flight,
  ): Promise<T> {
    const found = await this.find(cache, text);
    if (found !== undefined) return found as T;
    const value = await make();
    if (value !== undefined && !flight.isEvicted) await this.keep(cache, text, value, options);
    return value;
  }

  private async find(cache: string, text: string): Promise<unknown> {
    const value: unknown = await this.tiers.bento.get({ key: text });
    this.requests.inc({ cache, result: value === undefined ? 'miss' : 'hit' });
    return value;
  }

  private async keep(cache: string, text: string, value: unknown, options: CacheOptions): Promise<void> {
    const { ttlSeconds = this.defaultTtlSeconds, tags = [] } = options;
    const ttl = Math.min(ttlSeconds, LONGEST_TTL_SECONDS) * 1000;
    await this.tiers.bento.set({ key: text, value, ttl, tags: [...tags] });
    this.writes.inc({ cache });
  }

  /** Whoever asks from now on does not join a value that is being made, and that value is not kept. */
  private forget(isConcerned: (flight: Flight, text: string) => boolean): void {
    for (const [text, flight] of this.flights) {
      if (!isConcerned(flight, text)) continue;
      flight.isEvicted = true;
      this.flights.delete(text);
    }
  }
}
