import { describe, expect, it } from 'vitest';
import { type CacheKey, keyText, UncacheableKey } from './cache-key.js';

describe('equal keys', () => {
  it.each<[string, CacheKey, CacheKey]>([
    ['with fields in another order', ['c', { a: 1, b: [2] }], ['c', { b: [2], a: 1 }]],
    ['with an optional argument left out', ['c', '1'], ['c', '1', undefined]],
    ['with a field left out', ['c', { a: 1 }], ['c', { a: 1, b: undefined }]],
    ['of equal dates', ['c', new Date(5)], ['c', new Date(5)]],
    ['that are long', ['c', 'x'.repeat(999)], ['c', 'x'.repeat(999)]],
  ])('%s have the same text', (_case, one, other) => {
    expect(keyText(one)).toBe(keyText(other));
  });
});

describe('different keys', () => {
  it.each<[string, CacheKey, CacheKey]>([
    ['by type', ['c', '1'], ['c', 1]],
    ['by null and its name', ['c', null], ['c', 'null']],
    ['by undefined and null', ['c', undefined, 1], ['c', null, 1]],
    ['by where the parts end', ['c', 'a', 'b'], ['c', 'a,b']],
    ['by a quote inside', ['c', '"', 'a'], ['c', '","a']],
    ['by a list and its parts', ['c', ['a', 'b']], ['c', 'a', 'b']],
    ['by a number and its date', ['c', 5], ['c', new Date(5)]],
    ['by a number and its bigint', ['c', 5], ['c', 5n]],
    ['by their end, when long', ['c', `${'x'.repeat(999)}1`], ['c', `${'x'.repeat(999)}2`]],
    ['by the cache', ['a', 1], ['b', 1]],
  ])('%s have different texts', (_case, one, other) => {
    expect(keyText(one)).not.toBe(keyText(other));
  });
});

it.each([
  ['a map', new Map()],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['an instance', new URL('http://a')],
])('%s cannot be part of a key', (_case, part) => {
  expect(() => keyText(['c', part])).toThrow(UncacheableKey);
});

it('a key is never long', () => {
  expect(keyText(['cache', 'x'.repeat(100_000)]).length).toBeLessThan(220);
});
