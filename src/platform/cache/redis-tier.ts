import { RedisDriver } from 'bentocache/drivers/redis';
import type { Redis } from 'ioredis';

/** After a failure Redis is left alone for so long. */
const PAUSE_MS = 1000;

export interface RedisTierOptions {
  connection: Redis;
  prefix: string;
  /** Empties all tiers of all nodes. */
  clearAll: () => Promise<void>;
  onFailure: (error: unknown) => void;
}

/**
 * The tier in Redis, which may be away: then nothing is found in it, and nothing fails.
 *
 * A write that Redis did not take, an eviction above all, leaves it with values that are no longer so. Such a Redis is
 * emptied before it is read again: a cache may be emptied at any time, but never be wrong for an hour.
 */
export class RedisTier extends RedisDriver {
  private pausedUntil = 0;
  /** Writes that Redis did not take since it was last emptied. */
  private missed = 0;
  private catchingUp: Promise<void> | null = null;

  constructor(private readonly options: RedisTierOptions) {
    super({ connection: options.connection, prefix: options.prefix });
  }

  override get(key: string): Promise<string | undefined> {
    return this.attempt(() => super.get(key), undefined);
  }

  override set(key: string, value: string, ttl?: number): Promise<boolean> {
    return this.write(() => super.set(key, value, ttl));
  }

  override delete(key: string): Promise<boolean> {
    return this.write(() => super.delete(key));
  }

  override deleteMany(keys: string[]): Promise<boolean> {
    return this.write(() => super.deleteMany(keys));
  }

  override async clear(): Promise<void> {
    const { missed } = this;
    try {
      await super.clear();
      this.missed -= missed;
    } catch (error) {
      this.missed++;
      this.pause(error);
    }
  }

  private async write(command: () => Promise<boolean>): Promise<boolean> {
    const taken = await this.attempt(command, null);
    if (taken === null) this.missed++;
    return taken ?? false;
  }

  private async attempt<T, F>(command: () => Promise<T>, otherwise: F): Promise<T | F> {
    if (performance.now() < this.pausedUntil) return otherwise;
    try {
      if (this.missed > 0) await (this.catchingUp ??= this.catchUp());
      return this.missed > 0 ? otherwise : await command();
    } catch (error) {
      this.pause(error);
      return otherwise;
    }
  }

  private catchUp(): Promise<void> {
    return this.options.clearAll().finally(() => (this.catchingUp = null));
  }

  private pause(error: unknown): void {
    this.pausedUntil = performance.now() + PAUSE_MS;
    this.options.onFailure(error);
  }
}
