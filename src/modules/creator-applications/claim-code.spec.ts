import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newClaimCode, showsCode } from './claim-code.js';

it('finds its code wherever it stands, and no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const code = newClaimCode();
      expect(showsCode(`${before} ${code}\n${after}`, code)).toBe(true);
      expect(showsCode(`${before} ${newClaimCode()} ${after}`, code)).toBe(false);
      expect(showsCode(`${before} ${code.slice(0, -1)} ${after}`, code)).toBe(false);
    }),
  );
});
