import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playlistIdOf, startYouTubeSimulator, type Channel, type YouTubeSimulator } from './index.js';
import { type ApiEndpoint } from './data-api/data-api.js';
import { callApi } from './spec-client.js';

let simulator: YouTubeSimulator;
let channel: Channel;
let clock: Date;

beforeEach(async () => {
  clock = new Date('2026-11-20T12:00:00Z');
  simulator = await startYouTubeSimulator({
    now: () => clock,
    apiKeys: ['good'],
    dailyQuota: 3,
    dailySearches: 1,
  });
  channel = simulator.catalogue.addChannel({ title: 'A', handle: 'a' });
});
afterEach(() => simulator.close());

const good = { key: 'good', part: 'snippet' };

describe('keys', () => {
  it('wants one, and the right one, in the query or in the header', async () => {
    const { status, body } = await callApi(simulator, 'channels', { key: '', part: 'id', id: channel.id });
    expect([status, body.error.errors[0]?.reason]).toEqual([403, 'forbidden']);
    const wrong = await callApi(simulator, 'channels', { key: 'bad', part: 'id', id: channel.id });
    expect([wrong.status, wrong.body.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
    const response = await fetch(`${simulator.apiUrl}/channels?part=id&id=${channel.id}`, {
      headers: { 'x-goog-api-key': 'good' },
    });
    expect(response.status).toBe(200);
    expect(simulator.unitsUsed).toBe(1);
  });
});

describe('quota', () => {
  const call = (endpoint: ApiEndpoint) => callApi(simulator, endpoint, { ...good, forHandle: 'a' });

  it('counts every call of the day, wrong ones too, until there is none left; midnight in California brings it back', async () => {
    for (let used = 1; used <= 3; used++) {
      await call(used === 2 ? 'videoCategories' : 'channels');
      expect(simulator.unitsUsed).toBe(used);
    }
    const refused = await call('channels');
    expect([refused.status, refused.body.error.errors[0]?.reason]).toEqual([403, 'quotaExceeded']);
    clock = new Date('2026-11-21T07:59:59Z');
    expect((await call('channels')).status).toBe(403);
    clock = new Date('2026-11-21T08:00:00Z');
    expect((await call('channels')).status).toBe(200);
  });

  it('keeps searches in a bucket of their own', async () => {
    expect((await callApi(simulator, 'search', { ...good, q: 'a' })).status).toBe(200);
    expect((await callApi(simulator, 'search', { ...good, q: 'a' })).status).toBe(403);
    expect([simulator.searchesUsed, simulator.unitsUsed]).toEqual([1, 0]);
  });

  it('logs what each request was, cost and got', async () => {
    await call('channels');
    await callApi(simulator, 'videos', { key: 'bad', part: 'id', id: 'x' });
    await fetch(`${simulator.feedUrl}/feeds/videos.xml?channel_id=${channel.id}`);
    await fetch(`${simulator.url}/elsewhere`);
    const log = simulator.requests.all().map(({ endpoint, units, status }) => [endpoint, units, status]);
    expect(log).toEqual([
      ['channels', 1, 200],
      ['videos', 0, 400],
      ['feed', 0, 200],
      ['unknown', 0, 404],
    ]);
    expect(simulator.requests.of('channels')).toMatchObject([
      { method: 'GET', path: '/youtube/v3/channels', query: { part: 'snippet', forHandle: 'a' }, at: clock },
    ]);
    simulator.requests.clear();
    expect(simulator.requests.all()).toEqual([]);
  });
});

describe('wrong requests', () => {
  beforeEach(async () => {
    await simulator.close();
    simulator = await startYouTubeSimulator();
    channel = simulator.catalogue.addChannel({ title: 'A', handle: 'a' });
    simulator.catalogue.publish(channel.id, { title: 'v' });
  });

  const uploads = (): string => playlistIdOf(channel.id);
  const ids = (count: number): string => Array.from({ length: count }, (_, index) => `id${index}`).join(',');

  it.each([
    ['no part', 'channels', () => ({ id: channel.id }), 'required'],
    ['an unknown part', 'channels', () => ({ part: 'snippet,statistic', id: channel.id }), 'unknownPart'],
    ['no filter', 'channels', () => ({ part: 'id' }), 'missingRequiredParameter'],
    [
      'two filters',
      'channels',
      () => ({ part: 'id', id: channel.id, forHandle: 'a' }),
      'incompatibleParameters',
    ],
    [
      'a parameter it does not have',
      'playlistItems',
      () => ({ part: 'id', playlistId: uploads(), publishedAfter: 'x' }),
      'badRequest',
    ],
    ['51 ids', 'videos', () => ({ part: 'id', id: ids(51) }), 'invalidFilters'],
    ['50 ids and a comma', 'videos', () => ({ part: 'id', id: `${ids(50)},` }), 'invalidFilters'],
    [
      'a page of 51',
      'playlistItems',
      () => ({ part: 'id', playlistId: uploads(), maxResults: '51' }),
      'invalidParameter',
    ],
    [
      'a page of -1',
      'playlistItems',
      () => ({ part: 'id', playlistId: uploads(), maxResults: '-1' }),
      'invalidParameter',
    ],
    [
      'a page of many',
      'playlistItems',
      () => ({ part: 'id', playlistId: uploads(), maxResults: 'many' }),
      'badRequest',
    ],
    [
      'a made-up page token',
      'playlistItems',
      () => ({ part: 'id', playlistId: uploads(), pageToken: 'CAoQAg' }),
      'invalidPageToken',
    ],
    [
      'a time without a zone',
      'search',
      () => ({ part: 'snippet', publishedAfter: '2026-11-20T00:00:00' }),
      'badRequest',
    ],
  ] as const)('are refused: %s', async (_, endpoint, parameters, reason) => {
    const { status, body } = await callApi(simulator, endpoint, parameters());
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 400, errors: [{ reason }] });
  });

  it('take exactly 50 ids', async () => {
    expect((await callApi(simulator, 'videos', { part: 'id', id: ids(50) })).status).toBe(200);
  });

  it('are refused when they are no GET', async () => {
    expect((await fetch(`${simulator.apiUrl}/videos`, { method: 'POST' })).status).toBe(404);
  });
});

describe('partial answers and unchanged ones', () => {
  const ask = (more: Record<string, string>, headers?: Record<string, string>) =>
    callApi(simulator, 'channels', { ...good, id: channel.id, ...more }, headers);

  it.each([
    ['items/id', () => ({ items: [{ id: channel.id }] })],
    [
      'items(id,snippet/title),pageInfo/totalResults',
      () => ({
        pageInfo: { totalResults: 1 },
        items: [{ id: channel.id, snippet: { title: 'A' } }],
      }),
    ],
    [
      'items/snippet/localized/*',
      () => ({ items: [{ snippet: { localized: { title: 'A', description: '' } } }] }),
    ],
  ])('leave only what `fields` names: %s', async (fields, expected) => {
    expect((await ask({ fields })).body).toEqual(expected());
  });

  it.each(['items/snippet/titel', 'items(id', 'items,,kind', 'nothing', 'constructor', 'items)'])(
    'refuse `fields` that do not exist or cannot be read: %s',
    async (fields) => {
      const { status, body } = await ask({ fields });
      expect([status, body.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
    },
  );

  it('are 304 for the same etag, quoted or bare, and not for another one; they cost a unit all the same', async () => {
    const first = await ask({});
    const etag = first.headers.get('etag');
    expect(etag).toBe(`"${first.body.etag}"`);
    const again = await ask({}, { 'if-none-match': `"old", W/${etag ?? ''}` });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    const bare = await ask({}, { 'if-none-match': first.body.etag });
    expect([bare.status, simulator.unitsUsed]).toEqual([304, 3]);
  });

  it('have a new etag as soon as anything shown has changed, and the old one when it is changed back', async () => {
    const before = await ask({});
    simulator.catalogue.updateChannel(channel.id, { title: 'B' });
    const changed = await ask({}, { 'if-none-match': before.body.etag });
    expect([changed.status, changed.body.items[0]?.snippet.title]).toEqual([200, 'B']);
    simulator.catalogue.updateChannel(channel.id, { title: 'A' });
    expect((await ask({})).body.etag).toBe(before.body.etag);
  });
});
