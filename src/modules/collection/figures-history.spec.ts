import { describe, expect, it } from 'vitest';
import { growthOf, historyOf } from './figures-history.js';

const figure = (channelId: string, day: number, value: number | null) => ({
  channelId,
  day: `2026-11-0${day}`,
  value,
});
const days = [1, 2, 3, 4, 5].map((day) => `2026-11-0${day}`);

describe('history', () => {
  it('adds up channels, and goes on with what was known of one that was not looked at', () => {
    const figures = [figure('a', 4, 130), figure('a', 2, 100), figure('b', 3, 10)];
    expect(historyOf(days, figures)).toEqual([null, 100, 110, 140, 140]);
  });

  it('knows nothing where nothing is said', () => {
    expect(historyOf(days, [figure('a', 1, null)])).toEqual([null, null, null, null, null]);
    expect(historyOf(days, [])).toEqual([null, null, null, null, null]);
  });

  it('begins with what was known on the eve', () => {
    expect(historyOf(days.slice(2), [figure('a', 1, 7)])).toEqual([7, 7, 7]);
  });
});

describe('growth', () => {
  it('is that of each channel since it was first counted', () => {
    const figures = [figure('a', 1, 100), figure('a', 5, 150), figure('b', 4, 900), figure('b', 5, 890)];
    expect(growthOf(1_040, figures)).toEqual({ current: 1_040, change: 40, changePercent: 4 });
  });

  it('is nothing where nothing is known', () => {
    expect(growthOf(5, [])).toEqual({ current: 5, change: 0, changePercent: null });
  });
});
