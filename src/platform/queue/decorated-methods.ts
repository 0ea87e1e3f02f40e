import { type DiscoveryService, MetadataScanner } from '@nestjs/core';

export interface DecoratedMethod<Value> {
  /** What the decorator put on the method. */
  value: Value;
  /** `ClassName.method`, for messages. */
  where: string;
  /** The method, bound to its provider. */
  call: (...args: unknown[]) => Promise<unknown>;
}

/** All methods of the application's providers that carry `key`. */
export function decoratedMethods<Value>(discovery: DiscoveryService, key: symbol): DecoratedMethod<Value>[] {
  const scanner = new MetadataScanner();
  // A provider with an alias (`useExisting`) is listed twice and is still one.
  const providers = new Set<unknown>(
    discovery
      .getProviders()
      .filter((wrapper) => wrapper.isDependencyTreeStatic())
      .map((wrapper): unknown => wrapper.instance),
  );
  return [...providers].flatMap((provider) => {
    if (typeof provider !== 'object' || provider === null) return [];
    const prototype: object | null = Reflect.getPrototypeOf(provider);
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = Reflect.get(provider, name) as (...args: unknown[]) => Promise<unknown>;
      const value = Reflect.getMetadata(key, method) as Value | undefined;
      if (value === undefined) return [];
      const where = `${provider.constructor.name}.${name}`;
      return [{ value, where, call: (...args: unknown[]) => method.apply(provider, args) }];
    });
  });
}
