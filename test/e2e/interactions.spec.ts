import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CountsService } from '../../src/modules/interactions/index.js';
import type { RunningServer } from '../../src/server.js';
import { type Published, Publisher, type Publishing } from '../support/publisher.js';
import { type Account, Installation } from '../support/test-server.js';

const UNTOUCHED = { isLiked: false, isBookmarked: false, isHidden: false, watchedAt: null, progress: null };

let installation: Installation;
let server: RunningServer;
let publisher: Publisher;
let creator: Publishing;
let fan: Account;
let contents: Published[];

beforeAll(async () => {
  installation = await Installation.create();
  // Without workers nobody takes events out of the outbox, and they can be counted.
  server = await installation.start({ ROLES: 'api' });
  publisher = new Publisher(server, installation.database);
  creator = await publisher.addCreator();
  contents = await publisher.publish(creator, 'youtube', [{}, {}, {}]);
});

afterAll(() => installation.stop());

beforeEach(async () => {
  fan = await installation.fan(server);
  await fan.api.post(`/creators/${creator.id}/subscribe`);
});

async function seen(id: string): Promise<unknown[]> {
  const own = ({ userInteraction }: { userInteraction: unknown }) => userInteraction;
  const inList = ({ id: other }: { id: string }) => other === id;
  const [single, feed, list] = await Promise.all(
    [`/contents/${id}`, '/feed', `/creators/${creator.id}/contents`].map((path) => fan.api.get(path)),
  );
  return [own(single!.body.data), own(feed!.body.data.find(inList)), own(list!.body.data.find(inList))];
}

async function eventsOf(account: Account): Promise<string[]> {
  const rows = await installation.database.query<{ name: string }>(
    `SELECT name FROM outbox_events WHERE payload->>'userId' = $1 ORDER BY id`,
    [account.id],
  );
  return rows.map(({ name }) => name);
}

describe('what a fan does with a content', () => {
  it.each([
    ['like', 'isLiked', 'content.liked', 'content.unliked'],
    ['bookmark', 'isBookmarked', 'content.bookmarked', 'content.unbookmarked'],
  ])('%s: shows at once wherever it is read, and is told once', async (path, field, done, undone) => {
    const { id } = contents[0]!;
    expect(await seen(id)).toEqual([UNTOUCHED, UNTOUCHED, UNTOUCHED]);
    for (let time = 0; time < 2; time++) {
      const { status, body } = await fan.api.post(`/contents/${id}/${path}`);
      expect([status, body.data.userInteraction]).toEqual([201, { ...UNTOUCHED, [field]: true }]);
      const expected = { ...UNTOUCHED, [field]: true };
      expect(await seen(id)).toEqual([expected, expected, expected]);
    }
    for (let time = 0; time < 2; time++) {
      expect((await fan.api.delete(`/contents/${id}/${path}`)).status).toBe(200);
      expect(await seen(id)).toEqual([UNTOUCHED, UNTOUCHED, UNTOUCHED]);
    }
    expect(await eventsOf(fan)).toEqual([done, undone]);
  });

  it('hides it from the feed, and nowhere else', async () => {
    const { id } = contents[1]!;
    await fan.api.post(`/contents/${id}/hide`);
    const feed = await fan.api.get('/feed');
    expect(feed.body.data).toHaveLength(2);
    expect(feed.body.metadata.hidden).toEqual({ hidden: 1 });
    expect((await fan.api.get(`/contents/${id}`)).body.data.userInteraction.isHidden).toBe(true);
    await fan.api.delete(`/contents/${id}/hide`);
    expect((await fan.api.get('/feed')).body.data).toHaveLength(3);
    expect(await eventsOf(fan)).toEqual(['content.hidden', 'content.unhidden']);
  });

  it('is counted without anybody waiting for it', async () => {
    const [content] = await publisher.publish(creator, 'youtube', [{}]);
    const fans = await Promise.all([0, 1, 2].map(() => installation.fan(server)));
    for (const { api } of fans) {
      await Promise.all(
        ['view', 'view', 'like', 'share'].map((path) => api.post(`/contents/${content!.id}/${path}`)),
      );
    }
    await fans[0]!.api.delete(`/contents/${content!.id}/like`);
    const counts = server.app.get(CountsService);
    for (let time = 0; time < 2; time++) {
      await counts.settle({}, { signal: new AbortController().signal });
      const { body } = await fan.api.get(`/contents/${content!.id}/counts`);
      expect(body.data).toEqual({ likes: 2, bookmarks: 0, views: 3, shares: 3 });
    }
  });

  it.each([
    ['POST', 'like'],
    ['DELETE', 'like'],
    ['POST', 'bookmark'],
    ['POST', 'hide'],
    ['POST', 'share'],
    ['POST', 'view'],
    ['PUT', 'progress'],
  ])('%s %s fails of what is not there', async (method, path) => {
    const body = path === 'progress' ? { positionSeconds: 1, durationSeconds: 2 } : undefined;
    const missing = await fan.api.send(method, `/contents/999999999/${path}`, body);
    expect([missing.status, missing.body.error.code]).toEqual([404, 'CONTENT_NOT_FOUND']);
  });

  it.each([
    {},
    { positionSeconds: -1, durationSeconds: 10 },
    { positionSeconds: 11, durationSeconds: 10 },
    { positionSeconds: 1.5, durationSeconds: 10 },
    { positionSeconds: 1e12, durationSeconds: 1e12 },
    { positionSeconds: '1', durationSeconds: 10 },
  ])('is refused as progress %j', async (body) => {
    const { status, body: answer } = await fan.api.put(`/contents/${contents[0]!.id}/progress`, body);
    expect([status, answer.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('a fan who has left', () => {
  it('is told so, and nobody whose view came at the same time fails with them', async () => {
    const { id } = contents[0]!;
    const others = await Promise.all(Array.from({ length: 5 }, () => installation.fan(server)));
    await installation.database.query('DELETE FROM users WHERE id = $1', [fan.id]);
    const views = [...others, fan, ...others].map(({ api }) => api.post(`/contents/${id}/view`));
    const statuses = (await Promise.all(views)).map(({ status }) => status);
    expect(statuses).toEqual([...others.map(() => 201), 404, ...others.map(() => 201)]);
    const refused = await Promise.all([
      fan.api.post(`/contents/${id}/like`),
      fan.api.put(`/contents/${id}/progress`, { positionSeconds: 1, durationSeconds: 2 }),
      fan.api.post('/bookmark-folders', { name: 'Late' }),
      fan.api.put('/contents/history/settings', { paused: true }),
      fan.api.patch('/feed/settings', { hideWatched: true }),
      fan.api.put('/feed/position', { contentId: id }),
    ]);
    for (const { status, body } of refused)
      expect([status, body.error.code]).toEqual([404, 'USER_NOT_FOUND']);
  });
});

describe('bookmarks', () => {
  it('are in folders of their fan, each in one', async () => {
    const folder = (await fan.api.post('/bookmark-folders', { name: '나중에' })).body.data;
    const again = await fan.api.post('/bookmark-folders', { name: '나중에' });
    expect([again.status, again.body.error.code]).toEqual([409, 'BOOKMARK_FOLDER_EXISTS']);
    const [one, two] = contents.map(({ id }) => id);
    await fan.api.post(`/contents/${one}/bookmark`, { folderId: folder.id });
    await fan.api.post(`/contents/${two}/bookmark`);
    const ids = async (query: string) =>
      (await fan.api.get(`/contents/bookmarks?${query}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual([two, one]);
    expect(await ids(`folderId=${folder.id}`)).toEqual([one]);
    expect((await fan.api.get('/bookmark-folders')).body.data).toEqual([{ ...folder, bookmarkCount: 1 }]);
    await fan.api.patch(`/bookmark-folders/${folder.id}`, { name: 'Later' });
    expect((await fan.api.get('/bookmark-folders')).body.data[0].name).toBe('Later');

    const other = await installation.fan(server);
    const foreign = await Promise.all([
      other.api.post(`/contents/${one}/bookmark`, { folderId: folder.id }),
      other.api.get(`/contents/bookmarks?folderId=${folder.id}`),
      other.api.patch(`/bookmark-folders/${folder.id}`, { name: 'Mine' }),
      other.api.delete(`/bookmark-folders/${folder.id}`),
    ]);
    for (const { status } of foreign) expect(status).toBe(404);

    await fan.api.delete(`/bookmark-folders/${folder.id}`);
    expect(await ids('')).toEqual([two, one]);
  });

  it('are read page by page', async () => {
    for (const { id } of contents) await fan.api.post(`/contents/${id}/bookmark`);
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await fan.api.get(`/contents/bookmarks?limit=1${cursor}`);
      ids.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.pagination.hasNext ? `&cursor=${body.pagination.nextCursor}` : '';
    } while (cursor !== '');
    expect(ids).toEqual(contents.map(({ id }) => id).reverse());
  });
});

describe('history', () => {
  const history = async () =>
    (await fan.api.get('/contents/history')).body.data.map(({ id }: { id: string }) => id);

  it('is what was opened last, with where to go on, until it is cleared', async () => {
    const [one, two] = contents.map(({ id }) => id);
    await fan.api.post(`/contents/${one}/view`);
    await fan.api.post(`/contents/${two}/view`);
    expect(await history()).toEqual([two, one]);
    const progress = { positionSeconds: 30, durationSeconds: 100 };
    const { body } = await fan.api.put(`/contents/${one}/progress`, progress);
    expect(body.data.userInteraction).toMatchObject({ progress, watchedAt: expect.any(String) });
    expect(await history()).toEqual([one, two]);

    const watched = async () => (await fan.api.get('/feed?hideWatched=true')).body.metadata.hidden;
    expect(await watched()).toEqual({ watched: 1 });
    await fan.api.put(`/contents/${one}/progress`, { positionSeconds: 95, durationSeconds: 100 });
    expect(await watched()).toEqual({ watched: 2 });
    expect(await eventsOf(fan)).toEqual(['content.viewed', 'content.viewed', 'content.finished']);

    expect((await fan.api.delete('/contents/history')).body.data).toEqual({ cleared: 2 });
    expect(await history()).toEqual([]);
    expect(await seen(one!)).toEqual([UNTOUCHED, UNTOUCHED, UNTOUCHED]);
  });

  it('keeps nothing while it is paused', async () => {
    await fan.api.put('/contents/history/settings', { paused: true });
    expect((await fan.api.get('/contents/history/settings')).body.data).toEqual({ paused: true });
    const { id } = contents[0]!;
    expect((await fan.api.post(`/contents/${id}/view`)).body.data.userInteraction).toEqual(UNTOUCHED);
    await fan.api.put(`/contents/${id}/progress`, { positionSeconds: 30, durationSeconds: 100 });
    expect(await history()).toEqual([]);
    expect(await eventsOf(fan)).toEqual([]);
    await fan.api.put('/contents/history/settings', { paused: false });
    await fan.api.post(`/contents/${id}/view`);
    expect(await history()).toEqual([id]);
  });

  it('takes many views at once, each its own', async () => {
    const fans = await Promise.all(Array.from({ length: 8 }, () => installation.fan(server)));
    const views = fans.flatMap(({ api }) => contents.map(({ id }) => api.post(`/contents/${id}/view`)));
    for (const { status } of await Promise.all(views)) expect(status).toBe(201);
    for (const { api } of fans) {
      expect((await api.get('/contents/history')).body.data).toHaveLength(3);
    }
  });
});
