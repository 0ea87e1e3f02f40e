export { Cacheable, CacheEvict } from './cache.decorators.js';
export type { CacheKey } from './cache-key.js';
export { CacheModule } from './cache.module.js';
export { Cache } from './cache.js';
