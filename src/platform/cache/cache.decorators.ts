import type { CacheKey } from './cache-key.js';

/** `Tags` and `Key` are the method's parameters, or as many of the first as each function needs. */
export interface CacheableRule<Tags extends unknown[], Key extends unknown[]> {
  /** The name of the cache: first part of its keys, label of its figures. */
  cache: string;
  /** Seconds; `CACHE_TTL` unless told otherwise. */
  ttl?: number;
  tags?: (...args: Tags) => readonly string[];
  /** What tells values apart, when it is not all arguments. */
  key?: (...args: Key) => readonly unknown[];
}

export interface CacheEvictRule<Tags extends unknown[], Key extends unknown[]> {
  tags?: (...args: Tags) => readonly string[];
  /** `(id) => ['creator:card', id]` evicts what `@Cacheable('creator:card')` keeps for `id`. */
  key?: (...args: Key) => CacheKey;
}

/** A method whose parameters begin with `A`. */
type MethodOf<A extends unknown[]> = (...args: [...A, ...never[]]) => Promise<unknown>;

type MethodDecoratorFor<Tags extends unknown[], Key extends unknown[]> = <
  M extends MethodOf<Tags> & MethodOf<Key>,
>(
  target: object,
  property: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

const CACHEABLE = Symbol('cache:cacheable');
const EVICTS = Symbol('cache:evicts');

/**
 * Keeps what a provider's method gives, for each set of arguments.
 *
 * ```ts
 * @Cacheable('creator:card', { ttl: 3600, tags: (id: string) => [`creator:${id}`] })
 * async card(id: string, language: Language): Promise<CreatorCard> { … }
 * ```
 *
 * The result must be plain JSON, and is shared: callers must not change it. Arguments must be text, numbers, dates,
 * lists or plain objects; for others, give a `key`. Calls from within the class (`this.card(id)`) are cached as well.
 * It works on static providers, from the moment the application is initialised; not on controllers and gateways,
 * whose methods Nest has taken by then, nor on request-scoped providers, of which there are many.
 */
export function Cacheable<Tags extends unknown[] = [], Key extends unknown[] = []>(
  cache: string,
  options: Omit<CacheableRule<Tags, Key>, 'cache'> = {},
): MethodDecoratorFor<Tags, Key> {
  return (_target, _property, { value }) => {
    if (value !== undefined) Reflect.defineMetadata(CACHEABLE, { cache, ...options }, value);
  };
}

/**
 * Evicts after the method has succeeded. Where the method works in a transaction, put this on the one that opens it:
 * before the commit others still read, and would keep, what was.
 */
export function CacheEvict<Tags extends unknown[] = [], Key extends unknown[] = []>(
  rule: CacheEvictRule<Tags, Key>,
): MethodDecoratorFor<Tags, Key> {
  return (_target, _property, { value }) => {
    if (value !== undefined) Reflect.defineMetadata(EVICTS, rule, value);
  };
}

export interface CacheRules {
  cacheable: CacheableRule<unknown[], unknown[]> | undefined;
  evicts: CacheEvictRule<unknown[], unknown[]> | undefined;
}

/** What the decorators say of a method. */
export function rulesOf(method: object): CacheRules {
  return {
    cacheable: Reflect.getMetadata(CACHEABLE, method) as CacheRules['cacheable'],
    evicts: Reflect.getMetadata(EVICTS, method) as CacheRules['evicts'],
  };
}
