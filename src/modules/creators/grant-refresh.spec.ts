import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextAttempt, refreshTime } from './grant-refresh.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-20T12:00:00Z');

it('a token is renewed between 60 and 80 percent of its life, and never before it is a day old', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 90 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (days, chance) => {
        const expiresAt = new Date(NOW.getTime() + days * DAY_MS);
        const age = refreshTime({ issuedAt: NOW, expiresAt }, () => chance).getTime() - NOW.getTime();
        expect(age).toBeGreaterThanOrEqual(Math.max(DAY_MS, Math.floor(days * DAY_MS * 0.6)));
        expect(age).toBeLessThanOrEqual(Math.max(DAY_MS, days * DAY_MS * 0.8));
      },
    ),
  );
});

it('one that fails is tried again ever later, and daily at last', () => {
  const hours = [0, 1, 2, 5, 99].map(
    (failures) => (nextAttempt(failures, NOW).getTime() - NOW.getTime()) / 3_600_000,
  );
  expect(hours).toEqual([1, 2, 4, 24, 24]);
});
