import { createHash } from 'node:crypto';

/** Names a value: which cache, and what tells its values apart. `['creator:card', id, { language }]` */
export type CacheKey = readonly [cache: string, ...parts: unknown[]];

/** A key can be made of text, numbers, dates, lists and plain objects only: anything else might look like another. */
export class UncacheableKey extends TypeError {
  override readonly name = 'UncacheableKey';
}

const LONGEST = 200;

/**
 * The same text for the same key, whatever the order of an object's fields, and whether an optional argument at the end
 * is left out or undefined. Long ones are shortened to a digest.
 * @throws UncacheableKey
 */
export function keyText([cache, ...parts]: CacheKey): string {
  while (parts.length > 0 && parts.at(-1) === undefined) parts.pop();
  const text = parts.map(stableText).join(',');
  return `${cache}:${text.length > LONGEST ? createHash('sha256').update(text).digest('base64url') : text}`;
}

function stableText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : objectText(value);
    case 'function':
    case 'symbol':
      throw new UncacheableKey(`A ${typeof value} cannot be part of a cache key.`);
  }
}

function objectText(value: object): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  if (value instanceof Date) return `@${value.getTime()}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new UncacheableKey(`A ${value.constructor.name} cannot be part of a cache key.`);
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${stableText(field)}`);
  return `{${fields.join(',')}}`;
}
