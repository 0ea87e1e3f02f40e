import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { seedCreator, type Seeded } from '../support/catalogue.js';
import { type Account, Installation } from '../support/test-server.js';

const DAY_MS = 86_400_000;
const NOWHERE = '999999999';

let installation: Installation;
let server: RunningServer;
let fan: Account;

beforeAll(async () => {
  installation = await Installation.create();
  server = await installation.start();
  fan = await installation.fan(server);
});

afterAll(async () => installation.stop());

const dayBack = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

async function names(query: string): Promise<string[]> {
  const { status, body } = await fan.api.get(`/creators?${query}`);
  expect(status).toBe(200);
  return body.data.map(({ displayName }: { displayName: string }) => displayName);
}

describe('the list of creators', () => {
  beforeAll(async () => {
    for (const [name, platform, category, followers] of [
      ['나', 'youtube', 'music', 30],
      ['가', 'x', 'food', 10],
      ['라', 'youtube', 'food', 20],
      ['다', 'instagram', 'music', 20],
    ] as const) {
      await seedCreator(installation.database, { name, platform, category, followers });
    }
  });

  it('is ordered as asked', async () => {
    expect(await names('')).toEqual(['나', '다', '라', '가']);
    expect(await names('sort=followers_asc')).toEqual(['가', '라', '다', '나']);
    expect(await names('sort=name_asc')).toEqual(['가', '나', '다', '라']);
    expect(await names('sort=created_desc')).toEqual(['다', '라', '가', '나']);
  });

  it('is narrowed as asked', async () => {
    expect(await names('category=food&sort=name_asc')).toEqual(['가', '라']);
    expect(await names('platform=youtube')).toEqual(['나', '라']);
    expect(await names('platform=youtube&category=food')).toEqual(['라']);
    expect(await names('category=nothing')).toEqual([]);
  });

  it.each(['followers_desc', 'followers_asc', 'name_asc', 'created_desc'])(
    'shows everybody once, page by page, by %s, while others come',
    async (sort) => {
      const whole = await names(`sort=${sort}&limit=100`);
      const seen: string[] = [];
      for (let page = 1; page <= 2; page++) {
        seen.push(...(await names(`sort=${sort}&limit=2&page=${page}`)));
        // Before the second page there is somebody new, at its beginning or end.
        if (page === 1) await seedCreator(installation.database, { name: '0', followers: 1_000 });
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(whole.slice(0, 4));
      await installation.database.query("DELETE FROM creators WHERE name = '0'");
    },
  );

  it('can be opened in the middle', async () => {
    const { body } = await fan.api.get('/creators?sort=name_asc&limit=1&page=3');
    expect(body.data).toMatchObject([{ displayName: '다' }]);
    expect(body.pagination).toEqual({
      ...{ page: 3, limit: 1, total: 4, totalPages: 4 },
      hasNext: true,
      hasPrev: true,
    });
    expect(await names('limit=100&page=9999')).toEqual([]);
  });
});

describe('the figures of a creator', () => {
  let creator: Seeded;

  beforeAll(async () => {
    const { query } = installation.database;
    creator = await seedCreator(installation.database, {
      ...{ name: '크는 사람', followers: 150 },
      contents: [
        { title: '오늘', views: 1_000, publishedAt: new Date() },
        { title: '지난주', views: 3_000, publishedAt: new Date(Date.now() - 6 * DAY_MS) },
        { title: '옛날', views: 9_000, publishedAt: new Date(Date.now() - 60 * DAY_MS) },
      ],
    });
    await query('UPDATE contents SET likes = views / 10, comments = 0 WHERE creator_id = $1', [
      creator.creatorId,
    ]);
    for (const [day, followers] of [
      [20, 100],
      [8, 110],
      [2, 140],
      [0, 150],
    ] as const) {
      await query('INSERT INTO channel_figures (channel_id, day, followers, views) VALUES ($1, $2, $3, $4)', [
        ...[creator.channelId, dayBack(day), followers, followers * 10],
      ]);
    }
  });

  it('show growth and engagement, day by day', async () => {
    const { status, body } = await fan.api.get(`/creators/${creator.creatorId}/stats?timeframe=7d`);
    expect(status).toBe(200);
    const { history, ...stats } = body.data;
    expect(stats).toEqual({
      ...{ timeframe: '7d', from: dayBack(6), to: dayBack(0) },
      followers: { current: 150, change: 40, changePercent: 36.36 },
      views: { current: 0, change: 400, changePercent: 36.36 },
      published: { contents: 2, views: 4_000, likes: 400, comments: 0, engagementRate: 0.1 },
    });
    expect(history).toHaveLength(7);
    expect(history[0]).toEqual({
      ...{ day: dayBack(6), followers: 110, views: 1_100, contents: 1, engagementRate: 0.1 },
    });
    expect(history.map(({ followers }: { followers: number }) => followers)).toEqual([
      ...[110, 110, 110, 110, 140, 140, 150],
    ]);
  });

  it('show more of a longer time, and nothing of what nobody counted', async () => {
    const { data } = (await fan.api.get(`/creators/${creator.creatorId}/stats?timeframe=90d`)).body;
    expect(data.followers).toEqual({ current: 150, change: 50, changePercent: 50 });
    expect(data.published.contents).toBe(3);
    expect(data.history).toHaveLength(90);
    expect(data.history[0]).toMatchObject({ followers: null, contents: 0, engagementRate: null });
    const { creatorId } = await seedCreator(installation.database, { name: '새 사람' });
    const fresh = (await fan.api.get(`/creators/${creatorId}/stats`)).body.data;
    expect(fresh).toMatchObject({ timeframe: '30d', followers: { change: 0, changePercent: null } });
  });

  it('are refused where there are none', async () => {
    expect((await fan.api.get(`/creators/${NOWHERE}/stats`)).status).toBe(404);
    for (const timeframe of ['1d', '0', '-7d', 'x'.repeat(1000), '']) {
      const { status } = await fan.api.get(`/creators/${creator.creatorId}/stats?timeframe=${timeframe}`);
      expect([timeframe, status]).toEqual([timeframe, 400]);
    }
  });
});

describe('creators like another', () => {
  it('have fans, tags or a category in common', async () => {
    const { database } = installation;
    const seed = (name: string, tags: string[], category?: string) =>
      seedCreator(database, { name, tags, ...(category === undefined ? {} : { category }) });
    const one = await seed('기준', ['캠핑', '낚시'], 'travel');
    const shared = await seed('팬이 같은', []);
    const tagged = await seed('태그가 같은', ['낚시', '캠핑']);
    const alike = await seed('분류가 같은', [], 'travel');
    await seed('상관없는', ['주식'], 'news');
    const others = [await installation.fan(server), await installation.fan(server)];
    for (const { api } of others) {
      for (const { creatorId } of [one, shared]) await api.post(`/creators/${creatorId}/subscribe`);
    }
    const similar = async (query = '') =>
      (await fan.api.get(`/creators/${one.creatorId}/similar${query}`)).body.data;
    expect(
      (await similar()).map(({ creator, reasons }: { creator: { id: string }; reasons: string[] }) => [
        creator.id,
        reasons,
      ]),
    ).toEqual([
      [shared.creatorId, ['fans']],
      [tagged.creatorId, ['tags']],
      [alike.creatorId, ['category']],
    ]);
    expect(await similar('?limit=1')).toHaveLength(1);
    expect((await fan.api.get(`/creators/${NOWHERE}/similar`)).status).toBe(404);
    expect((await fan.api.get(`/creators/${one.creatorId}/similar?limit=51`)).status).toBe(400);
  });
});
