import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppConfig } from '../../config/index.js';
import { SealBroken, Seals } from './index.js';

const sealsOf = (secret: string) =>
  new Seals(
    AppConfig.from({
      DATABASE_URL: 'postgresql://nowhere/x',
      JWT_SECRET: secret.repeat(32),
      JWT_REFRESH_SECRET: 'r'.repeat(32),
    }),
  );
const seals = sealsOf('s');

it('opens what was sealed, for its purpose, its owner and this installation, and for nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, owner) => {
      const sealed = seals.seal('test', owner, text);
      expect(seals.open('test', owner, sealed)).toBe(text);
      expect(() => seals.open('other', owner, sealed)).toThrow(SealBroken);
      expect(() => seals.open('test', `${owner}.`, sealed)).toThrow(SealBroken);
      expect(() => sealsOf('t').open('test', owner, sealed)).toThrow(SealBroken);
    }),
  );
});

it('notices any change, and shows nothing of what it holds', () => {
  const sealed = Buffer.from(seals.seal('test', '1', 'IGAA-token'), 'base64url');
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const changed = Buffer.from(sealed);
      changed[at]! ^= bits;
      expect(() => seals.open('test', '1', changed.toString('base64url'))).toThrow(SealBroken);
    }),
  );
  expect(sealed.includes('IGAA')).toBe(false);
  expect(seals.seal('test', '1', 'IGAA-token')).not.toBe(seals.seal('test', '1', 'IGAA-token'));
});

it.each(['', 'x', 'no seal at all', '한글'])('is not opened by %j', (text) => {
  expect(() => seals.open('test', '1', text)).toThrow(SealBroken);
});
