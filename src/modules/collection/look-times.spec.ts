import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentState, Standing } from '../contents/index.js';
import { nextLook } from './look-times.js';

const NOON = new Date('2026-11-23T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PACE = { soonestMs: 30 * MINUTE, latestMs: 25 * DAY, aheadMs: 12 * HOUR };
const at = (ms: number) => new Date(NOON.getTime() + ms);
const standing = (more: Partial<Standing>): Standing => ({
  id: '1',
  externalId: 'x',
  platform: 'youtube',
  state: 'published',
  publishedAt: NOON,
  scheduledAt: null,
  missingSince: null,
  isNew: false,
  isContradicted: false,
  ...more,
});
const next = (more: Partial<Standing>) => nextLook(standing(more), PACE, NOON);

describe('the next look at a content', () => {
  it.each([
    ['just announced', { state: 'announced' }, 'news', 0],
    ['missing since now', { missingSince: NOON }, 'news', 5 * MINUTE],
    ['live', { state: 'live' }, 'news', 2 * MINUTE],
    ['far off', { state: 'upcoming', scheduledAt: at(9 * DAY) }, 'news', 12 * HOUR],
    ['within the day', { state: 'upcoming', scheduledAt: at(3 * HOUR) }, 'news', 2 * HOUR],
    ['within the hour', { state: 'upcoming', scheduledAt: at(40 * MINUTE) }, 'news', 25 * MINUTE],
    ['about to start', { state: 'upcoming', scheduledAt: at(4 * MINUTE) }, 'news', 4 * MINUTE],
    ['on time', { state: 'upcoming', scheduledAt: NOON }, 'news', MINUTE],
    ['late', { state: 'upcoming', scheduledAt: at(-50 * MINUTE) }, 'news', 10 * MINUTE],
    ['very late', { state: 'upcoming', scheduledAt: at(-5 * HOUR) }, 'news', 30 * MINUTE],
    ['almost given up', { state: 'upcoming', scheduledAt: at(-5.9 * HOUR) }, 'news', 6 * MINUTE],
    ['new', { publishedAt: at(-MINUTE) }, 'figures', 30 * MINUTE],
    ['a day old', { publishedAt: at(-DAY) }, 'figures', DAY],
    ['a week old', { publishedAt: at(-7 * DAY) }, 'whole', 7 * DAY],
    ['years old', { publishedAt: at(-900 * DAY) }, 'whole', 25 * DAY],
    ['just ended', { state: 'ended', publishedAt: at(-HOUR) }, 'whole', HOUR],
  ] as const)('%s', (_name, more, kind, ms) => {
    expect(next(more)).toEqual({ kind, at: at(ms) });
  });

  it('never comes for what is gone, and for all else within 25 days', () => {
    const states: ContentState[] = ['announced', 'upcoming', 'live', 'ended', 'published', 'cancelled'];
    expect(next({ state: 'gone' })).toBeNull();
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.integer({ min: -1e11, max: 1e10 }),
        fc.option(fc.integer({ min: -1e11, max: 1e11 })),
        (state, published, scheduled) => {
          const scheduledAt = scheduled === null ? null : at(scheduled);
          const look = next({ state, publishedAt: at(published), scheduledAt });
          const wait = look!.at.getTime() - NOON.getTime();
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(25 * DAY);
          // A look must not call for another one at once, or it would never end.
          if (state !== 'announced') expect(wait).toBeGreaterThan(0);
        },
      ),
    );
  });
});
