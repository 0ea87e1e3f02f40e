import { expect, it } from 'vitest';
import { parseIsoDuration } from './iso-duration.js';

it.each([
  ['PT4M14S', 254],
  ['PT21M3S', 1263],
  ['PT1H', 3600],
  ['PT11H59M59S', 43_199],
  ['P1DT2H', 93_600],
  ['P1D', 86_400],
  ['P1W2D', 777_600],
  ['PT0.5S', 0],
  ['PT0S', 0],
  ['P0D', 0],
])('reads %s as %i seconds', (text, seconds) => expect(parseIsoDuration(text)).toBe(seconds));

it.each(['', 'P', 'PT', 'P1DT', '4M14S', 'PT4M14', 'PT-4M', 'P1Y', 'PT1H 2M'])('refuses "%s"', (text) =>
  expect(parseIsoDuration(text)).toBeNull(),
);
