export { Cacheable, CacheEvict } from './cache.decorators.js';
export { type CacheKey, UncacheableKey } from './cache-key.js';
export { CacheModule } from './cache.module.js';
export { Cache, type CacheOptions } from './cache.js';
