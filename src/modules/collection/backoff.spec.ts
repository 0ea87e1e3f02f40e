import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryTime } from './backoff.js';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

describe('the next look at a channel that failed', () => {
  it('comes twice as late with every failure', () => {
    const delays = [0, 1, 2, 3].map(
      (failures) => retryTime(null, failures, 300, NOW, () => 0).getTime() - NOW,
    );
    expect(delays).toEqual([300_000, 600_000, 1_200_000, 2_400_000]);
  });

  it('is never before the platform allows, nor later than six hours and a quarter of chance', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1000 }),
        fc.integer({ min: 1, max: 86_400 }),
        fc.option(fc.integer({ min: NOW - HOUR, max: NOW + 24 * HOUR }), { nil: null }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, interval, allowedAt, chance) => {
          const allowed = allowedAt === null ? null : new Date(allowedAt);
          const next = retryTime(allowed, failures, interval, NOW, () => chance).getTime();
          expect(next).toBeGreaterThan(NOW);
          expect(next).toBeGreaterThanOrEqual(allowedAt ?? 0);
          expect(next).toBeLessThanOrEqual(Math.max(NOW + 7.5 * HOUR, allowedAt ?? 0));
        },
      ),
    );
  });
});
