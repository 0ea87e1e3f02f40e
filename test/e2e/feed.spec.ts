import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/platform/database/index.js';
import type { RunningServer } from '../../src/server.js';
import type { Answer } from '../support/api-client.js';
import { Publisher, type Publishing } from '../support/publisher.js';
import { type Account, Installation } from '../support/test-server.js';

const NOON = Date.UTC(2026, 5, 1, 12);
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);

let installation: Installation;
let server: RunningServer;
let publisher: Publisher;
let fan: Account;
let creator: Publishing;

beforeAll(async () => {
  installation = await Installation.create();
  server = await installation.start({ ROLES: 'api' });
  publisher = new Publisher(server, installation.database);
});

afterAll(() => installation.stop());

beforeEach(async () => {
  fan = await installation.fan(server);
  creator = await publisher.addCreator();
  await fan.api.post(`/creators/${creator.id}/subscribe`);
});

const titles = ({ body }: Answer): string[] => body.data.map(({ title }: { title: string }) => title);

async function allTitles(query = 'limit=3'): Promise<string[]> {
  const all: string[] = [];
  let cursor = '';
  do {
    const page = await fan.api.get(`/feed?${query}${cursor}`);
    expect(page.status).toBe(200);
    all.push(...titles(page));
    const { nextCursor } = page.body.pagination;
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  return all;
}

describe('the feed', () => {
  it('shows what is new at once, and what is edited or gone', async () => {
    const [video] = await publisher.publish(creator, 'youtube', [{ title: 'First' }]);
    expect(titles(await fan.api.get('/feed'))).toEqual(['First']);
    await publisher.publish(creator, 'youtube', [{ externalId: video!.externalId, title: 'Edited' }]);
    expect(titles(await fan.api.get('/feed'))).toEqual(['Edited']);
    await publisher.remove(video!);
    expect(titles(await fan.api.get('/feed'))).toEqual([]);
  });

  it('follows follows at once', async () => {
    const other = await publisher.addCreator();
    await publisher.publish(other, 'youtube', [{ title: 'Theirs' }]);
    expect(titles(await fan.api.get('/feed'))).toEqual([]);
    await fan.api.post(`/creators/${other.id}/subscribe`);
    expect(titles(await fan.api.get('/feed'))).toEqual(['Theirs']);
    await fan.api.delete(`/creators/${other.id}/subscribe`);
    expect(titles(await fan.api.get('/feed'))).toEqual([]);
  });

  it('goes on past what is in memory, through the same cursor', async () => {
    const count = 130;
    const items = Array.from({ length: count }, (_, n) => ({
      title: `${n}`,
      publishedAt: at(-Math.floor(n / 2)),
    }));
    await publisher.publish(creator, 'youtube', items);
    const all = await allTitles('limit=7');
    expect(all).toHaveLength(count);
    expect(new Set(all).size).toBe(count);
    const times = all.map((title) => items[Number(title)]!.publishedAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('carries the whole of a content, and nothing else', async () => {
    const [video] = await publisher.publish(creator, 'youtube', [{ title: 'Whole "quoted" \u2028 🎵' }]);
    const { body, headers } = await fan.api.get('/feed');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(body.data).toEqual([(await fan.api.get(`/contents/${video!.id}`)).body.data]);
    expect(body).toMatchObject({
      success: true,
      pagination: { limit: 20, nextCursor: null, hasNext: false },
      metadata: { hidden: {}, position: null, caughtUpAt: null },
    });
  });
});

describe('what a fan asks for', () => {
  beforeEach(async () => {
    await publisher.publish(creator, 'youtube', [
      { title: 'video', publishedAt: at(0), category: 'music' },
      { title: 'short', publishedAt: at(1), type: 'short' },
      { title: 'live', publishedAt: at(2), type: 'live', liveStatus: 'live' },
      {
        title: 'soon',
        publishedAt: at(3),
        type: 'live',
        liveStatus: 'upcoming',
        scheduledAt: new Date(Date.now() + 60_000),
      },
    ]);
    await publisher.publish(creator, 'x', [{ title: 'post', publishedAt: at(4) }]);
  });

  it.each([
    ['', ['post', 'soon', 'live', 'short', 'video']],
    ['platform=x', ['post']],
    ['type=short', ['short']],
    ['type=album', []],
    ['category=music', ['video']],
    ['category=nobody-has-this', []],
    ['only=short,upcoming', ['soon', 'short']],
    ['hide=short,live', ['post', 'soon', 'video']],
    [`since=${at(2).toISOString()}`, ['post', 'soon', 'live']],
    ['since=2099-01-01T00:00:00Z', []],
    ['creators=999999999', []],
  ])('by %s', async (query, expected) => {
    expect(await allTitles(`limit=1&${query}`)).toEqual(expected);
  });

  it('counts what it leaves out, page by page', async () => {
    const pages: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await fan.api.get(`/feed?limit=1&hide=short,live${cursor}`);
      pages.push(body.metadata.hidden);
      cursor = body.pagination.nextCursor === null ? '' : `&cursor=${body.pagination.nextCursor}`;
    } while (cursor !== '');
    expect(pages).toEqual([{}, {}, { live: 1, short: 1 }]);
  });

  it('is remembered where the fan says so', async () => {
    const settings = { mutedWords: ['PÓST'.normalize('NFD'), 'vid'], hide: ['short'], hideWatched: true };
    expect((await fan.api.patch('/feed/settings', settings)).status).toBe(200);
    expect((await fan.api.get('/feed/settings')).body.data).toEqual(settings);
    const { body } = await fan.api.get('/feed');
    expect(body.data.map(({ title }: { title: string }) => title)).toEqual(['post', 'soon', 'live']);
    expect(body.metadata.hidden).toEqual({ short: 1, muted: 1 });
    expect(await allTitles('only=short')).toEqual(['short']);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=1e9',
    'limit=NaN',
    'limit=101',
    'type=nothing',
    'only=',
    'hide=short,nothing',
    'creators=a',
    'creators=1,,2',
    `creators=${Array.from({ length: 101 }, (_, n) => n + 1).join()}`,
    'since=yesterday',
    'hideWatched=maybe',
    'category=%00',
  ])('is refused as %s', async (query) => {
    const { status, body } = await fan.api.get(`/feed?${query}`);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('one announcement on several platforms', () => {
  beforeEach(async () => {
    const title = '새 앨범이 나왔습니다 오늘 밤';
    await publisher.publish(creator, 'youtube', [
      { title, externalId: `video-${creator.id}-abc`, publishedAt: at(0) },
      { title: 'something else', publishedAt: at(1) },
    ]);
    await publisher.publish(creator, 'x', [
      { title: 'Look!', description: `https://youtu.be/video-${creator.id}-abc?t=1`, publishedAt: at(30) },
      { title: title, publishedAt: at(200) },
    ]);
    await publisher.publish(creator, 'instagram', [{ title: `${title}!! #album`, publishedAt: at(-20) }]);
  });

  it('is one card, at its place, with the others beside it', async () => {
    const { body } = await fan.api.get('/feed');
    expect(body.data.map(({ platform }: { platform: string }) => platform)).toEqual([
      'x',
      'youtube',
      'youtube',
    ]);
    const [, , video] = body.data;
    expect(video.alsoOn.map(({ platform }: { platform: string }) => platform)).toEqual(['x', 'instagram']);
    expect(body.data[1].alsoOn).toBeUndefined();
    expect(await allTitles('limit=1')).toHaveLength(3);
  });

  it('is shown where nothing else announces it', async () => {
    expect(await allTitles('platform=x')).toHaveLength(2);
    expect(await allTitles('platform=instagram')).toHaveLength(1);
  });
});

describe('how far one has read', () => {
  it('moves up only, on all devices, and is what counts as new', async () => {
    const [one, two, three] = await publisher.publish(
      creator,
      'youtube',
      [0, 1, 2].map((minutes) => ({ publishedAt: at(minutes) })),
    );
    expect((await fan.api.get('/feed/new-count')).body.data).toEqual({ count: 3, isMore: false });
    const set = await fan.api.put('/feed/position', { contentId: two!.id });
    expect([set.status, set.body.data.contentId]).toEqual([200, two!.id]);
    expect((await fan.api.put('/feed/position', { contentId: one!.id })).body.data.contentId).toBe(two!.id);
    const { body } = await fan.api.get('/feed');
    expect(body.metadata).toMatchObject({ position: { contentId: two!.id }, caughtUpAt: two!.id });
    expect((await fan.api.get('/feed/new-count')).body.data).toEqual({ count: 1, isMore: false });
    const since = `since=${at(0).toISOString()}`;
    expect((await fan.api.get(`/feed/new-count?${since}`)).body.data.count).toBe(2);
    const { nextCursor } = (await fan.api.get('/feed?limit=1')).body.pagination;
    expect((await fan.api.put('/feed/position', { cursor: nextCursor })).body.data.contentId).toBe(three!.id);
  });

  it('counts up to 99', async () => {
    await publisher.publish(
      creator,
      'youtube',
      Array.from({ length: 120 }, () => ({})),
    );
    expect((await fan.api.get('/feed/new-count')).body.data).toEqual({ count: 99, isMore: true });
  });

  it.each([
    [{}, 400, 'VALIDATION_FAILED'],
    [{ contentId: '1', cursor: 'x' }, 400, 'VALIDATION_FAILED'],
    [{ cursor: 'made-up' }, 400, 'INVALID_CURSOR'],
    [{ contentId: '999999999' }, 404, 'CONTENT_NOT_FOUND'],
  ])('is refused as %j', async (body, status, code) => {
    const answer = await fan.api.put('/feed/position', body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

describe('a feed that one has already', () => {
  it('costs neither bytes nor statements', async () => {
    const [video] = await publisher.publish(creator, 'youtube', [{}, {}]);
    const first = await fan.api.get('/feed');
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]+"$/);
    const { pool } = server.app.get(Database);
    const [query, connect] = [vi.spyOn(pool, 'query'), vi.spyOn(pool, 'connect')];
    const again = await fan.api.get('/feed', { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await fan.api.get('/feed')).text).toBe(first.text);
    expect([query, connect].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    vi.restoreAllMocks();

    await fan.api.post(`/contents/${video!.id}/like`);
    const changed = await fan.api.get('/feed', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('is compressed where it is large and the client can', async () => {
    await publisher.publish(
      creator,
      'youtube',
      Array.from({ length: 20 }, () => ({ description: '설명 '.repeat(200) })),
    );
    for (const encoding of ['br', 'gzip']) {
      const { headers, body } = await fan.api.get('/feed', { 'accept-encoding': encoding });
      expect([headers.get('content-encoding'), body.data.length]).toEqual([encoding, 20]);
    }
  });
});
