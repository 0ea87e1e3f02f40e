import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSync, type SyncFacts } from './rhythm.js';

const NOON = new Date('2026-11-23T12:00:00Z');
const HOUR = 3_600_000;
const facts = (more: Partial<SyncFacts> = {}): SyncFacts => ({
  now: NOON,
  published: [],
  fans: 0,
  isPushTrusted: false,
  minSeconds: 60,
  maxSeconds: 86_400,
  ...more,
});
const hoursUntil = (more: Partial<SyncFacts>) => (nextSync(facts(more)).at.getTime() - NOON.getTime()) / HOUR;
/** At these hours of each of the last 28 days. */
const daily = (...hours: number[]) =>
  Array.from({ length: 28 }, (_, day) =>
    hours.map((hour) => new Date(Date.UTC(2026, 9, 26 + day, hour, 10))),
  ).flat();

describe('the next look at a channel', () => {
  it('comes sooner the more it publishes, and the more fans wait', () => {
    const often = daily(...Array.from({ length: 24 }, (_, hour) => hour));
    expect(hoursUntil({ published: often })).toBeCloseTo(0.2, 2);
    expect(hoursUntil({ published: often, fans: 999 })).toBeCloseTo(0.05, 2);
    expect(hoursUntil({ published: daily(3, 9, 15, 21) })).toBeGreaterThan(0.2);
  });

  it('waits for the hour at which it publishes', () => {
    expect(hoursUntil({ published: daily(18) })).toBeGreaterThan(5);
    expect(hoursUntil({ published: daily(18) })).toBeLessThan(6.5);
    expect(hoursUntil({ published: daily(12) })).toBeLessThan(0.5);
  });

  it('can wait where pushes tell what is new', () => {
    const published = daily(0, 6, 12, 18);
    expect(hoursUntil({ published, isPushTrusted: true })).toBeGreaterThan(5 * hoursUntil({ published }));
  });

  it('is never outside what the operator allows, and says why it is when it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: NOON.getTime() - 28 * 24 * HOUR, max: NOON.getTime() }), {
          maxLength: 200,
        }),
        fc.nat({ max: 1e7 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3600 }),
        fc.integer({ min: 3600, max: 1e6 }),
        (times, fans, isPushTrusted, minSeconds, maxSeconds) => {
          const published = times.map((time) => new Date(time));
          const { at, reason } = nextSync(facts({ published, fans, isPushTrusted, minSeconds, maxSeconds }));
          const seconds = (at.getTime() - NOON.getTime()) / 1000;
          expect(seconds).toBeGreaterThanOrEqual(minSeconds);
          expect(seconds).toBeLessThanOrEqual(maxSeconds);
          expect(reason).toMatchObject({ fans, isPushTrusted });
        },
      ),
    );
  });
});
