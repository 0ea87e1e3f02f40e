import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Cache } from './cache.js';
import { CachedMethods } from './cached-methods.js';

/** The cache, for everyone, and the decorators that use it. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [Cache, CachedMethods], exports: [Cache] })
export class CacheModule {}
