import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type CacheRules, rulesOf } from './cache.decorators.js';
import { Cache } from './cache.js';

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * Puts this application's cache around the methods that `@Cacheable` and `@CacheEvict` mark, instance by instance.
 * The cache module is global, and Nest initialises global modules first: other modules' hooks find it done.
 */
@Injectable()
export class CachedMethods implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly cache: Cache,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.instance;
      if (typeof instance !== 'object' || instance === null || !wrapper.isDependencyTreeStatic()) continue;
      const names = this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object | null);
      for (const name of names) this.wrap(instance, name);
    }
  }

  private wrap(instance: object, name: string): void {
    // A provider under two names is met twice.
    if (Object.hasOwn(instance, name)) return;
    const method = Reflect.get(instance, name) as Method;
    const { cacheable, evicts } = rulesOf(method);
    if (cacheable === undefined && evicts === undefined) return;
    let wrapped: Method = (...args) => Reflect.apply(method, instance, args);
    if (cacheable !== undefined) wrapped = this.caching(wrapped, cacheable);
    if (evicts !== undefined) wrapped = this.evicting(wrapped, evicts);
    Reflect.set(instance, name, wrapped);
  }

  private caching(method: Method, rule: NonNullable<CacheRules['cacheable']>): Method {
    return async (...args) =>
      this.cache.getOrSet([rule.cache, ...(rule.key?.(...args) ?? args)], () => method(...args), {
        ttlSeconds: rule.ttl,
        tags: rule.tags?.(...args) ?? [],
      });
  }

  private evicting(method: Method, rule: NonNullable<CacheRules['evicts']>): Method {
    return async (...args) => {
      const result = await method(...args);
      if (rule.key !== undefined) await this.cache.delete(rule.key(...args));
      if (rule.tags !== undefined) await this.cache.deleteByTag(rule.tags(...args));
      return result;
    };
  }
}
