import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPLICATION_KINDS,
  APPLICATION_STATUSES,
  type ApplicationAction,
  type ApplicationStatus,
  firstStatus,
  nextStatus,
} from './application-states.js';

const ACTIONS: ApplicationAction[] = ['prove', 'approve', 'reject', 'withdraw'];

const run = (status: ApplicationStatus, actions: readonly ApplicationAction[]): ApplicationStatus[] =>
  actions.reduce<ApplicationStatus[]>(
    (passed, action) => [...passed, nextStatus(passed.at(-1) ?? status, action) ?? passed.at(-1) ?? status],
    [status],
  );

describe('the states of an application', () => {
  it('go from the claimant to an admin, and end there', () => {
    expect(firstStatus('propose')).toBe('pending');
    expect(run(firstStatus('claim'), ['prove', 'approve'])).toEqual(['unproved', 'pending', 'approved']);
    expect(nextStatus('unproved', 'approve')).toBeNull();
    expect(nextStatus('rejected', 'approve')).toBeNull();
    expect(nextStatus('approved', 'withdraw')).toBeNull();
  });

  it('are the same when an action is said twice', () => {
    for (const status of APPLICATION_STATUSES) {
      for (const action of ACTIONS) {
        const once = nextStatus(status, action);
        if (once !== null) expect(nextStatus(once, action)).toBe(once);
      }
    }
  });

  it('never approve a claim that was not proved, and never leave an end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...APPLICATION_KINDS),
        fc.array(fc.constantFrom(...ACTIONS)),
        (kind, actions) => {
          const passed = run(firstStatus(kind), actions);
          if (kind === 'claim' && passed.includes('approved')) expect(passed).toContain('pending');
          const ends = passed.filter((status) => !['unproved', 'pending'].includes(status));
          expect(new Set(ends).size).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
