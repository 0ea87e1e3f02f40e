import { expect, it } from 'vitest';
import { nextPacificMidnight } from './pacific-midnight.js';

it.each([
  ['in winter', '2026-01-15T12:00:00Z', '2026-01-16T08:00:00Z'],
  ['in summer', '2026-07-15T12:00:00Z', '2026-07-16T07:00:00Z'],
  ['a moment before it', '2026-07-16T06:59:59.999Z', '2026-07-16T07:00:00Z'],
  ['at midnight itself: the next one', '2026-07-16T07:00:00Z', '2026-07-17T07:00:00Z'],
  ['while UTC is a day ahead', '2026-01-16T03:00:00Z', '2026-01-16T08:00:00Z'],
  ['the evening before clocks go forward', '2026-03-08T07:30:00Z', '2026-03-08T08:00:00Z'],
  ['before clocks go forward that day', '2026-03-08T09:30:00Z', '2026-03-09T07:00:00Z'],
  ['after clocks went forward that day', '2026-03-08T12:00:00Z', '2026-03-09T07:00:00Z'],
  ['before clocks go back that day', '2026-11-01T08:30:00Z', '2026-11-02T08:00:00Z'],
  ['in the hour that comes twice', '2026-11-01T09:30:00Z', '2026-11-02T08:00:00Z'],
  ['on New Year’s Eve', '2026-12-31T23:00:00Z', '2027-01-01T08:00:00Z'],
])('%s', (_, now, midnight) => {
  expect(nextPacificMidnight(new Date(now))).toEqual(new Date(midnight));
});
