import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Mishap } from '../../../simulators/http/deliveries.js';
import type { Outcome } from './ledger.js';
import type { FaultyPlatform, Surroundings } from './platform.js';
import { FaultStage } from './stage.js';

/** More than a client sends one request: the first is lost for good, and the next meets the rest. */
const TIMES = 4;
const MINUTE = 60_000;
const MISHAPS: readonly Mishap[] = ['lost', 'twice', 'forged', 'late'];
/** Of the plays with everything at random. */
const PLAYS = 10;
const LIMIT_MS = 300_000;

type Open = (surroundings: Surroundings) => Promise<FaultyPlatform>;

/** Each fault on each endpoint of a platform, one by one and mixed at random: what is there at the end is always the same. */
export function describeFaults(name: string, open: Open): void {
  describe(`${name}, in spite of`, () => {
    let stage: FaultStage;
    let expected: Outcome;

    beforeAll(async () => {
      // Waits between two tries are drawn by lot: here they are the shortest.
      vi.spyOn(Math, 'random').mockReturnValue(0);
      stage = await FaultStage.open(open);
      expected = await stage.play();
    });
    afterEach(async () => {
      stage.clocks.skewMs = 0;
      expect(await stage.deadJobs()).toBe(0);
    });
    afterAll(async () => {
      vi.restoreAllMocks();
      await stage.close();
    });

    it('nothing: all that is published is there, told once, on every way there is to ask', () => {
      const { platform } = stage;
      expect(expected.events).toHaveLength(5);
      const asked = new Set(platform.requests.all().map(({ endpoint }) => endpoint));
      expect(collectedOf(platform).filter((endpoint) => !asked.has(endpoint))).toEqual([]);
      expect(Object.keys(platform.unasked).filter((endpoint) => asked.has(endpoint))).toEqual(
        platform.consent === undefined ? [] : ['authorize'],
      );
    });

    it('each fault on each endpoint', { timeout: LIMIT_MS }, async () => {
      for (const endpoint of collectedOf(stage.platform)) {
        for (const [fault, make] of Object.entries(stage.platform.passing)) {
          const outcome = await stage.play((moment) => {
            if (moment !== 'later') stage.platform.faults.once(endpoint, make(stage.clocks.theirs()), TIMES);
          });
          expect(outcome, `${fault} of ${endpoint}`).toEqual(expected);
        }
      }
    });

    it.each(MISHAPS)('all its news coming %s', async (mishap) => {
      const outcome = await stage.play(() => stage.platform.news?.meet(() => mishap));
      expect(outcome).toEqual(expected);
    });

    it.each([-10, 10])('a clock that is %i minutes ahead', async (minutes) => {
      stage.clocks.skewMs = minutes * MINUTE;
      expect(await stage.play()).toEqual(expected);
    });

    it('all of it, mixed at random', { timeout: LIMIT_MS }, async () => {
      const { platform, clocks } = stage;
      const accident = fc.record({
        endpoint: fc.constantFrom('any', ...collectedOf(platform)),
        make: fc.constantFrom(...Object.values(platform.passing)),
        times: fc.integer({ min: 1, max: TIMES }),
      });
      // What happens at one moment after another.
      const schedule = fc.array(fc.array(accident, { maxLength: 2 }), { minLength: 2, maxLength: 8 });
      const mishaps = fc.infiniteStream(fc.constantFrom(null, ...MISHAPS));
      const skew = fc.integer({ min: -15, max: 15 });
      await fc.assert(
        fc.asyncProperty(schedule, mishaps, skew, async (accidents, fates, minutes) => {
          clocks.skewMs = minutes * MINUTE;
          platform.news?.meet(() => fates.next().value);
          const rest = accidents.values();
          const outcome = await stage.play(() => {
            for (const { endpoint, make, times } of rest.next().value ?? [])
              platform.faults.once(endpoint, make(clocks.theirs()), times);
          });
          expect(outcome).toEqual(expected);
        }),
        // A play that failed is told as it is: smaller ones would take minutes to find.
        { numRuns: PLAYS, endOnFailure: true },
      );
    });

    it('all of that, asking for nothing that the official description does not have', () => {
      expect(stage.platform.undescribed()).toEqual([]);
    });
  });
}

function collectedOf({ endpoints, unasked }: FaultyPlatform): string[] {
  return endpoints.filter((endpoint) => !(endpoint in unasked));
}
