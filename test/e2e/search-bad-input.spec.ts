import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { ApiClient } from '../support/api-client.js';
import { seedCreator, untilSearchable } from '../support/catalogue.js';
import { type Account, Installation } from '../support/test-server.js';

const TIMEOUT_MS = 300;
/** What a machine that does other things may need on top. */
const SOON_MS = 5_000;

let installation: Installation;
let server: RunningServer;
let fan: Account;

beforeAll(async () => {
  installation = await Installation.create({ SEARCH_TIMEOUT_MS: String(TIMEOUT_MS) });
  server = await installation.start();
  fan = await installation.fan(server);
  const contents = ['100% 진짜', 'snake_case', 'C:\\Users', "O'Reilly & sons", '🎉', '<b>굵게</b>', ''].map(
    (title) => ({
      title,
    }),
  );
  await seedCreator(installation.database, { name: '이상한 제목', contents });
  await untilSearchable(installation.database);
});

afterAll(async () => installation.stop());

const ROUTES = ['/search?q=', '/search/suggest?q='];

async function answer(path: string): Promise<{ status: number; code?: string; data?: unknown[] }> {
  const started = performance.now();
  const { status, body } = await fan.api.get(path);
  expect(performance.now() - started).toBeLessThan(SOON_MS);
  return { status, code: body.error?.code, data: body.data };
}

describe.each(ROUTES)('%s', (route) => {
  it.each([
    ['nothing', ''],
    ['spaces', '%20%20%09'],
    ['a NUL', '%00'],
    ['control characters', 'a%07b%1b'],
    ['10,000 characters', 'a'.repeat(10_000)],
  ])('refuses %s', async (_what, text) => {
    expect(await answer(route + text)).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  it('refuses an address that is longer than any', async () => {
    const given = route + encodeURIComponent('가'.repeat(10_000));
    expect(await answer(given)).toMatchObject({ status: 431, code: 'HEADERS_TOO_LARGE' });
  });

  it.each([
    ['half a surrogate pair', '%ED%A0%80'],
    ['bytes that are no UTF-8', '%ff%fe'],
    ['half an escape', '%E'],
  ])('refuses or ignores %s', async (_what, text) => {
    expect([200, 400]).toContain((await answer(route + text)).status);
  });

  it.each([
    ...[
      '%',
      '_',
      '%%%',
      '\\',
      '___',
      '*',
      '.*',
      '^$',
      '(a|b)*c',
      '[[:alpha:]]',
      '(?=x)',
      "'",
      '"',
      "' OR 1=1 --",
      '$1',
      '{}',
    ],
    ...['!', '&', '|', ':*', '<->', 'a & !b', "'a' <-> 'b'", '🎉', '👨‍👩‍👧‍👦', '\u200b', '\u202e', '…', '#', '@'],
    ...[
      'ᄀ',
      'ㅤ',
      'ﾊ',
      '\u0301\u0301',
      'ㅇ',
      'a',
      '가',
      '1',
      'a'.repeat(200),
      '가'.repeat(200),
      'a '.repeat(100),
      'ㅋ'.repeat(200),
    ],
    ...['ﷺ'.repeat(20), '𠮷', '𠮷野家', 'ｆｕｌｌ', 'constructor', '__proto__', 'null', 'NaN'],
  ])('answers %j at once', async (text) => {
    expect((await answer(route + encodeURIComponent(text))).status).toBe(200);
  });

  it.each(['limit=0', 'limit=-1', 'limit=1e9', 'limit=NaN', 'limit=1.5', 'limit=', 'unknown=1', 'q=other'])(
    'refuses %s',
    async (more) => {
      expect(await answer(`${route}a&${more}`)).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    },
  );

  it('is for people who are signed in', async () => {
    expect((await new ApiClient(server.url).get(`${route}a`)).status).toBe(401);
  });
});

describe('a search', () => {
  it('takes signs for what they are', async () => {
    const titles = async (text: string) =>
      ((await answer(`/search?type=contents&q=${encodeURIComponent(text)}`)).data ?? []).map(
        (hit) => (hit as { content: { title: string } }).content.title,
      );
    expect(await titles('100%')).toEqual(['100% 진짜']);
    expect(await titles('snake_case')).toEqual(['snake_case']);
    expect(await titles('c:\\users')).toEqual(['C:\\Users']);
    expect(await titles("o'reilly")).toEqual(["O'Reilly & sons"]);
    expect(await titles('%_%')).toEqual([]);
    expect(await titles('_')).toEqual([]);
  });

  it.each(['communities', 'users', 'CREATORS', ''])('refuses to search for %j', async (type) => {
    expect(await answer(`/search?q=a&type=${type}`)).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
    });
  });

  it.each([
    'platform=myspace',
    'contentType=song',
    'category=',
    'dateFrom=yesterday',
    'dateTo=2026-13-01T00:00:00Z',
  ])('refuses %s', async (filter) => {
    expect(await answer(`/search?q=a&${filter}`)).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  it.each(['dateFrom=2999-01-01T00:00:00Z', 'dateTo=1900-01-01T00:00:00Z', 'category=nothing', 'platform=x'])(
    'finds nothing with %s',
    async (filter) => {
      expect(await answer(`/search?q=진짜&${filter}`)).toMatchObject({ status: 200, data: [] });
    },
  );

  it.each(['abc', 'AAAAAAAAAAAAAAAAAAAA', '%F0%9F%8E%B5', 'x'.repeat(1000)])(
    'refuses the cursor %s',
    async (cursor) => {
      expect(await answer(`/search?q=a&cursor=${cursor}`)).toMatchObject({
        status: 400,
        code: 'INVALID_CURSOR',
      });
    },
  );

  it('ends when its time is up, and says so', async () => {
    const client = new pg.Client({ connectionString: installation.database.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE search_documents IN ACCESS EXCLUSIVE MODE');
    try {
      const { status, body } = await fan.api.get('/search?q=snake');
      expect([status, body.data, body.metadata]).toEqual([200, [], { isComplete: false }]);
      expect(await answer('/search/suggest?q=snake')).toMatchObject({ status: 200, data: [] });
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
    expect((await answer('/search?q=snake')).data).toHaveLength(1);
  });
});
