import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppConfig } from '../../config/index.js';
import { InvalidCursor } from '../errors/index.js';
import { Cursors } from './cursor.js';

const configOf = (secret: string) =>
  AppConfig.from({
    DATABASE_URL: 'postgresql://x/y',
    JWT_SECRET: secret,
    JWT_REFRESH_SECRET: 'r'.repeat(32),
  });
const cursors = new Cursors(configOf('s'.repeat(32)));
const position = fc.record({
  at: fc.date({ noInvalidDate: true }),
  id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
});

describe('a cursor', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), position, (list, at) => {
        expect(cursors.decodeTime(list, cursors.encodeTime(list, at))).toEqual(at);
      }),
    );
  });

  it('belongs to its list and to its installation', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (list, other, at) => {
        fc.pre(list !== other);
        const cursor = cursors.encodeTime(list, at);
        expect(() => cursors.decodeTime(other, cursor)).toThrow(InvalidCursor);
        expect(() => new Cursors(configOf('t'.repeat(32))).decodeTime(list, cursor)).toThrow(InvalidCursor);
      }),
    );
  });

  it('cannot be made up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'grapheme' })), (text) => {
        expect(() => cursors.decode('list', text, z.unknown())).toThrow(InvalidCursor);
      }),
    );
  });
});
