import { describe, expect, it } from 'vitest';
import { readUsage } from './usage.js';

const business = (...limits: object[]) => ({
  'x-business-use-case-usage': JSON.stringify({ '17841400000000001': limits }),
});

describe('how much is used', () => {
  it.each([
    ['nothing said', {}, null],
    [
      'the application',
      { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":31}' },
      { percent: 31, minutesToRegain: 0 },
    ],
    [
      'several limits of an account',
      business(
        { type: 'pages', call_count: 12, total_cputime: 1, total_time: 1 },
        { type: 'instagram', call_count: 100, estimated_time_to_regain_access: 19 },
      ),
      { percent: 100, minutesToRegain: 19 },
    ],
    [
      'both',
      { 'x-app-usage': '{"call_count":90}', ...business({ call_count: 3 }) },
      { percent: 90, minutesToRegain: 0 },
    ],
    ['nonsense', { 'x-app-usage': '<html>', ...business({ call_count: 'many' }) }, null],
  ])('%s', (_, headers, usage) => {
    expect(readUsage(headers)).toEqual(usage);
  });
});
