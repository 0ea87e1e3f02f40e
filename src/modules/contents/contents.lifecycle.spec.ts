import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABANDONED_AFTER_MS,
  isShown,
  type Life,
  missed,
  removed,
  SECOND_LOOK_AFTER_MS,
  seen,
  type Sighting,
  type Step,
  type Turn,
} from './contents.lifecycle.js';

const NOON = new Date('2026-11-23T12:00:00Z');
const later = (ms: number) => new Date(NOON.getTime() + ms);
const sighting = (liveStatus: Sighting['liveStatus'], scheduledAt: Date | null = null): Sighting => ({
  liveStatus,
  scheduledAt,
  isHint: false,
});
const HINT: Sighting = { liveStatus: null, scheduledAt: null, isHint: true };

/** Runs a life through what happens to it. @returns what was told, in order, and how it ended */
function live(...happenings: ((life: Life | null) => Turn)[]) {
  const told: Step[] = [];
  let life: Life | null = null;
  for (const happen of happenings) {
    const turn: Turn = happen(life);
    life = turn.life;
    if (turn.step !== null) told.push(turn.step);
  }
  return { told, state: life?.state };
}
const sees = (liveStatus: Sighting['liveStatus'], at?: Date) => (life: Life | null) =>
  seen(life, sighting(liveStatus, at), NOON);
const hears = (life: Life | null) => seen(life, HINT, NOON);
const misses = (at: Date) => (life: Life | null) => missed(life!, at);

describe('the life of a content', () => {
  it.each([
    ['a video', [sees(null), sees(null)], ['published'], 'published'],
    ['a pushed video that is looked up', [hears, sees(null)], ['published'], 'published'],
    [
      'a live from end to end',
      [hears, sees('upcoming', NOON), sees('live', NOON), sees('ended', NOON)],
      ['scheduled', 'live', 'ended'],
      'ended',
    ],
    ['a live found when it is over', [sees('ended')], ['published'], 'ended'],
    ['a live found while it runs', [sees('live'), sees('ended')], ['live', 'ended'], 'ended'],
    [
      'a live whose start was missed',
      [sees('upcoming', NOON), sees('ended', NOON)],
      ['scheduled', 'ended'],
      'ended',
    ],
    [
      'a waiting room that moves',
      [sees('upcoming', NOON), sees('upcoming', later(1)), sees('upcoming', later(1))],
      ['scheduled', 'scheduled'],
      'upcoming',
    ],
    [
      'a broadcast that the feed calls a video',
      [sees(null), sees('upcoming', NOON), sees(null), sees('live')],
      ['published', 'scheduled', 'live'],
      'live',
    ],
    [
      'an answer from before the start',
      [sees('live'), sees('upcoming', NOON), sees('ended'), sees('live')],
      ['live', 'ended'],
      'ended',
    ],
    ['a push of something known', [sees(null), hears], ['published'], 'published'],
    [
      'a video that goes and comes back and goes',
      [
        sees(null),
        misses(NOON),
        misses(later(SECOND_LOOK_AFTER_MS)),
        sees(null),
        removed as (life: Life | null) => Turn,
      ],
      ['published', 'gone', 'gone'],
      'gone',
    ],
    [
      'a push of something that never was',
      [hears, misses(NOON), misses(later(SECOND_LOOK_AFTER_MS))],
      [],
      'gone',
    ],
    [
      'one look that finds nothing',
      [sees(null), misses(NOON), misses(later(1000)), sees(null), misses(later(2 * SECOND_LOOK_AFTER_MS))],
      ['published'],
      'published',
    ],
    [
      'a waiting room that is taken down',
      [sees('upcoming', NOON), removed as (life: Life | null) => Turn],
      ['scheduled', 'gone'],
      'gone',
    ],
  ] as const)('%s', (_name, happenings, told, state) => {
    expect(live(...happenings)).toEqual({ told, state });
  });

  it('gives up a waiting room that nobody opens, until it gets a new time', () => {
    const { life } = seen(null, sighting('upcoming', NOON), NOON);
    const at = (when: Date) => seen(life, sighting('upcoming', NOON), when);
    expect(at(later(ABANDONED_AFTER_MS - 1)).life.state).toBe('upcoming');
    const given = at(later(ABANDONED_AFTER_MS));
    expect(given).toMatchObject({ step: 'cancelled', life: { state: 'cancelled' } });
    const next = (status: Sighting['liveStatus'], time: Date) =>
      seen(given.life, sighting(status, time), later(9e7));
    expect(next('upcoming', NOON)).toMatchObject({ step: null, life: { state: 'cancelled' } });
    expect(next('upcoming', later(1e8))).toMatchObject({ step: 'scheduled', life: { state: 'upcoming' } });
    expect(next('live', NOON)).toMatchObject({ step: 'live', life: { state: 'live' } });
  });

  it('schedules nothing where a waiting room was abandoned long before it is found', () => {
    const { step, life } = seen(null, sighting('upcoming', NOON), later(9e9));
    expect({ step, state: life.state }).toEqual({ step: 'cancelled', state: 'cancelled' });
  });

  it('tells each step once in a life, in whatever order the answers come', () => {
    const time = fc.integer({ min: 0, max: 3 }).map((day) => later(day * 86_400_000));
    const happening = fc.oneof(
      fc.record({
        kind: fc.constant('seen' as const),
        liveStatus: fc.constantFrom(null, 'upcoming' as const, 'live' as const, 'ended' as const),
        at: time,
      }),
      fc.record({
        kind: fc.constantFrom('hint' as const, 'missed' as const, 'removed' as const),
        at: time,
      }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        let life: Life | null = null;
        let inThisLife: Step[] = [];
        for (const happened of happenings) {
          if (life === null && (happened.kind === 'missed' || happened.kind === 'removed')) continue;
          const before: Life | null = life;
          const turn: Turn = {
            seen: () =>
              seen(
                before,
                sighting('liveStatus' in happened ? happened.liveStatus : null, happened.at),
                NOON,
              ),
            hint: () => seen(before, HINT, NOON),
            missed: () => missed(before!, happened.at),
            removed: () => removed(before!),
          }[happened.kind]();
          const { life: after, step }: Turn = turn;
          if (step === 'gone') expect(isShown(after)).toBe(false);
          else if (step !== null) expect(isShown(after)).toBe(true);
          if (step !== null && step !== 'scheduled') expect(inThisLife).not.toContain(step);
          if (step === 'scheduled' && inThisLife.includes('scheduled'))
            expect(after.scheduledAt).not.toEqual(before?.scheduledAt);
          // Whatever is shown was told of, and whatever is not shown any more, too.
          if (isShown(after)) expect(after.told.length).toBeGreaterThan(0);
          if (step !== null) inThisLife.push(step);
          if (isShown(after)) inThisLife = inThisLife.filter((name) => name !== 'gone');
          if (after.state === 'upcoming') inThisLife = inThisLife.filter((name) => name !== 'cancelled');
          life = after;
        }
      }),
      { numRuns: 500 },
    );
  });
});
