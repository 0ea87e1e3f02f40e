import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { Publisher, type Publishing } from '../support/publisher.js';
import { type Account, Installation } from '../support/test-server.js';

const HOUR_MS = 3_600_000;
const NOW = Date.now();
const hoursAgo = (hours: number): Date => new Date(NOW - hours * HOUR_MS);
const counted = (views: number | null) => ({ views, likes: null, comments: null, shares: null });

let installation: Installation;
let server: RunningServer;
let fan: Account;
let creators: Publishing[];
let classicId: string;

beforeAll(async () => {
  installation = await Installation.create();
  server = await installation.start({ ROLES: 'api' });
  fan = await installation.fan(server);
  const publisher = new Publisher(server, installation.database);
  creators = [await publisher.addCreator(), await publisher.addCreator()];
  const [one, two] = creators as [Publishing, Publishing];
  const [classic] = await publisher.publish(one, 'youtube', [
    {
      title: 'classic',
      publishedAt: hoursAgo(900),
      statistics: counted(5_000_000),
      category: 'music',
      tags: ['a', 'b'],
    },
    { title: 'fresh', publishedAt: hoursAgo(1), statistics: counted(900), category: 'music', tags: ['b'] },
    { title: 'rising', publishedAt: hoursAgo(5), statistics: counted(90_000), type: 'short' },
  ]);
  classicId = classic!.id;
  await publisher.publish(two, 'youtube', [
    { title: 'alike', publishedAt: hoursAgo(600), category: 'music', tags: ['a', 'b', 'c'] },
    { title: 'unknown', publishedAt: hoursAgo(2) },
    {
      title: 'small live',
      publishedAt: hoursAgo(3),
      type: 'live',
      liveStatus: 'live',
      broadcast: { startedAt: null, endedAt: null, viewers: 5 },
    },
    {
      title: 'big live',
      publishedAt: hoursAgo(4),
      type: 'live',
      liveStatus: 'live',
      broadcast: { startedAt: null, endedAt: null, viewers: 50 },
    },
    {
      title: 'later',
      publishedAt: hoursAgo(6),
      type: 'live',
      liveStatus: 'upcoming',
      scheduledAt: hoursAgo(-48),
    },
    {
      title: 'sooner',
      publishedAt: hoursAgo(7),
      type: 'premiere',
      liveStatus: 'upcoming',
      scheduledAt: hoursAgo(-2),
    },
    {
      title: 'next year',
      publishedAt: hoursAgo(8),
      type: 'live',
      liveStatus: 'upcoming',
      scheduledAt: hoursAgo(-9_000),
    },
  ]);
});

afterAll(() => installation.stop());

/** A page at a time. */
async function titles(path: string): Promise<string[]> {
  const all: string[] = [];
  let cursor = '';
  do {
    const { status, body } = await fan.api.get(`${path}${path.includes('?') ? '&' : '?'}limit=1${cursor}`);
    expect([path, status]).toEqual([path, 200]);
    all.push(...body.data.map(({ title }: { title: string }) => title));
    cursor = body.pagination.hasNext ? `&cursor=${body.pagination.nextCursor}` : '';
  } while (cursor !== '');
  return all;
}

describe('lists of contents', () => {
  it.each([
    [
      'latest',
      [
        'fresh',
        'unknown',
        'small live',
        'big live',
        'rising',
        'later',
        'sooner',
        'next year',
        'alike',
        'classic',
      ],
    ],
    [
      'popular',
      [
        'classic',
        'rising',
        'fresh',
        'next year',
        'sooner',
        'later',
        'big live',
        'small live',
        'unknown',
        'alike',
      ],
    ],
  ])('%s', async (sort, expected) => {
    expect(await titles(`/contents?sort=${sort}`)).toEqual(expected);
  });

  it('trending: what is viewed most for its age', async () => {
    const trending = await titles('/contents?sort=trending');
    expect(trending).toHaveLength(10);
    expect(trending.slice(0, 2)).toEqual(['rising', 'fresh']);
    expect(trending.indexOf('classic')).toBeGreaterThan(trending.indexOf('unknown'));
  });

  it('by what is asked for', async () => {
    expect(await titles('/contents?category=music')).toEqual(['fresh', 'alike', 'classic']);
    expect(await titles('/contents?type=short')).toEqual(['rising']);
    expect(await titles('/contents?platform=x')).toEqual([]);
    expect(await titles(`/contents?creators=${creators[0]!.id}&sort=popular`)).toEqual([
      'classic',
      'rising',
      'fresh',
    ]);
    const span = `dateFrom=${hoursAgo(5).toISOString()}&dateTo=${hoursAgo(3).toISOString()}`;
    expect(await titles(`/contents?${span}`)).toEqual(['big live', 'rising']);
  });

  it('on the air and to come', async () => {
    expect(await titles('/contents/live')).toEqual(['big live', 'small live']);
    expect(await titles('/contents/upcoming')).toEqual(['sooner', 'later']);
    expect(await titles('/contents/upcoming?days=1')).toEqual(['sooner']);
  });

  it('related: what has most in common', async () => {
    await fan.api.post(`/contents/${classicId}/like`);
    const { body } = await fan.api.get(`/contents/${classicId}/related?limit=2`);
    expect(body.data.map(({ title }: { title: string }) => title)).toEqual(['fresh', 'alike']);
    expect((await fan.api.get('/contents?sort=popular&limit=1')).body.data[0].userInteraction.isLiked).toBe(
      true,
    );
    expect((await fan.api.get('/contents/999999999/related')).status).toBe(404);
  });

  it.each(['sort=best', 'creators=', 'dateFrom=today', 'limit=0', 'days=1', 'cursor=made-up'])(
    'refuses %s',
    async (query) => {
      expect((await fan.api.get(`/contents?${query}`)).status).toBe(400);
    },
  );

  it('refuses the cursor of another list', async () => {
    const { nextCursor } = (await fan.api.get('/contents?limit=1')).body.pagination;
    for (const path of [
      '/contents?sort=popular',
      '/contents/live',
      '/contents/upcoming',
      '/feed',
      '/contents/history',
    ]) {
      const { status, body } = await fan.api.get(
        `${path}${path.includes('?') ? '&' : '?'}cursor=${nextCursor}`,
      );
      expect([path, status, body.error.code]).toEqual([path, 400, 'INVALID_CURSOR']);
    }
  });
});
