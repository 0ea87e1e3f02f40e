import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { type Answer, ApiClient } from '../support/api-client.js';
import { settle } from '../support/books.js';
import { type AddedCreator, addCreator, collect, titlesOf } from '../support/creators.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { freePort } from '../support/ports.js';
import { type Account, Installation } from '../support/test-server.js';

const KEY = 'test-key';
const HOUR = 3_600_000;

let youtube: YouTubeSimulator;
let installation: Installation;
let server: RunningServer;
let admin: Account;
let fan: Account;
let names = 0;

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: [KEY] });
  const port = await freePort();
  installation = await Installation.create({
    ...youtubeVariables(youtube, KEY),
    APP_PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
  });
  server = await installation.start();
  admin = await installation.admin(server);
  fan = await installation.fan(server);
});

afterAll(async () => {
  await installation.stop();
  await youtube.close();
});

const make = (...videos: string[]) => addCreator(youtube, admin, `크리에이터 ${++names}`, videos);
const view = async ({ id }: { id: string }) => (await fan.api.get(`/creators/${id}`)).body.data;
const channelPath = ({ id, channelId }: AddedCreator) => `/creators/${id}/channels/${channelId}`;
const addChannel = ({ id }: AddedCreator, url: string) =>
  admin.api.post(`/creators/${id}/channels`, { platform: 'youtube', url });
const outcome = ({ status, body }: Answer) => [status, body.error?.code];
const isPushed = ({ externalId }: { externalId: string }) =>
  youtube.hub.topics.some((topic) => topic.endsWith(externalId));

describe('a channel', () => {
  it('is added to a creator, collected, and counted', async () => {
    const creator = await make('하나');
    const second = youtube.catalogue.addChannel({ title: '둘째', subscriberCount: 500 });
    youtube.catalogue.publish(second.id, { title: '둘' });
    const added = await addChannel(creator, second.id);
    expect(added.status).toBe(201);
    expect(added.body.data.channels).toHaveLength(2);
    await eventually('both are there', async () => (await view(creator)).contentCount === 2);
    expect(await view(creator)).toMatchObject({
      followerCount: 500,
      channels: [{ contentCount: 1 }, { contentCount: 1 }],
    });
    expect(outcome(await addChannel(creator, second.id))).toEqual([409, 'CHANNEL_ALREADY_ADDED']);
  });

  it('goes with its contents, and its pushes end', async () => {
    const creator = await make('하나', '둘');
    const second = youtube.catalogue.addChannel({ title: '둘째', subscriberCount: 500 });
    youtube.catalogue.publish(second.id, { title: '셋' });
    const { channels } = (await addChannel(creator, second.id)).body.data;
    const path = `/creators/${creator.id}/channels/${channels[1].id}`;
    await eventually('it is collected', async () => (await view(creator)).contentCount === 3);
    await eventually('it is pushed', () => isPushed({ externalId: second.id }));

    const removed = await admin.api.delete(path);
    expect(removed.body.data).toMatchObject({
      contentCount: 2,
      followerCount: 0,
      channels: [channels[0].id].map((id) => ({ id })),
    });
    expect(await titlesOf(fan, creator.id)).toEqual(['둘', '하나'].sort());
    await eventually('the hub was told', () => !isPushed({ externalId: second.id }));
    await eventually('nothing is left of it', async () => {
      const rows = await installation.database.query(
        'SELECT 1 FROM push_subscriptions WHERE channel_id = $1',
        [channels[1].id],
      );
      return rows.length === 0;
    });
    expect(isPushed(creator)).toBe(true);
    expect(outcome(await admin.api.delete(path))).toEqual([404, 'CREATOR_CHANNEL_NOT_FOUND']);
    expect((await addChannel(creator, second.id)).status).toBe(201);
  });

  it('that is disabled is looked at no more, until it is enabled again', async () => {
    const creator = await make('하나');
    await eventually('it is pushed', () => isPushed(creator));
    const set = (isActive: boolean) => admin.api.patch(channelPath(creator), { isActive });
    for (const once of [await set(false), await set(false)]) {
      expect(once.body.data.channels).toMatchObject([{ isActive: false, syncStatus: 'disabled' }]);
    }
    youtube.catalogue.publish(creator.externalId, { title: '둘' });
    await youtube.hub.idle();
    await admin.api.post(`${channelPath(creator)}/sync`);
    await installation.database.query(
      'UPDATE channel_schedules SET next_due_at = now() WHERE channel_id = $1',
      [creator.channelId],
    );
    await settle(server.url, installation.database);
    expect(await view(creator)).toMatchObject({ contentCount: 1, channels: [{ syncStatus: 'disabled' }] });

    expect((await set(true)).body.data.channels).toMatchObject([{ isActive: true, syncStatus: 'active' }]);
    await eventually('it is looked at', async () => (await view(creator)).contentCount === 2);
  });

  it('moves to another creator with all it has, as often as it is said', async () => {
    const [from, to] = [await make('하나'), await make('둘')];
    await fan.api.post(`/creators/${to.id}/subscribe`);
    for (const moved of [1, 2].map(() => admin.api.post(`${channelPath(from)}/move`, { creatorId: to.id }))) {
      expect((await moved).body.data).toMatchObject({ id: to.id, contentCount: 2 });
    }
    expect(await view(from)).toMatchObject({ contentCount: 0, channels: [] });
    const feed = (await fan.api.get('/feed')).body.data;
    expect(feed.map(({ creator }: { creator: { id: string } }) => creator.id)).toEqual([to.id, to.id]);
    const other = await make();
    expect(outcome(await admin.api.post(`${channelPath(from)}/move`, { creatorId: other.id }))).toEqual([
      404,
      'CREATOR_CHANNEL_NOT_FOUND',
    ]);
    await fan.api.delete(`/creators/${to.id}/subscribe`);
  });

  it('may move while it is collected: whatever comes is where it is', async () => {
    const [one, two] = [await make(), await make()];
    const titles = Array.from({ length: 120 }, (_, n) => `영상 ${String(n).padStart(3, '0')}`);
    for (const title of titles) youtube.catalogue.publish(one.externalId, { title });
    let owner = one;
    for (let n = 0; n < 8; n++) {
      const next = owner === one ? two : one;
      const path = channelPath({ ...owner, channelId: one.channelId });
      const [, moved] = await Promise.all([
        admin.api.post(`${path}/sync`),
        admin.api.post(`${path}/move`, { creatorId: next.id }),
      ]);
      expect(moved.status).toBe(200);
      owner = next;
    }
    await eventually('all are there', async () => (await view(owner)).contentCount === titles.length);
    expect(await titlesOf(fan, one.id)).toHaveLength(100);
    expect((await view(two)).contentCount).toBe(0);
    await settle(server.url, installation.database);
  });
});

describe('what was removed for good', () => {
  it('is not added again until an admin lets it', async () => {
    const creator = await make('하나');
    const reason = '요청에 따라';
    const path = `/creators/${creator.id}?block=true&reason=${encodeURIComponent(reason)}`;
    expect((await admin.api.delete(path)).body.data).toEqual({ removed: true });
    expect(outcome(await admin.api.delete(path))).toEqual([404, 'CREATOR_NOT_FOUND']);
    await eventually('the hub was told', () => !isPushed(creator));
    expect(
      await installation.database.query('SELECT 1 FROM contents WHERE creator_id = $1', [creator.id]),
    ).toEqual([]);

    const again = () =>
      admin.api.post('/creators', { channels: [{ platform: 'youtube', url: creator.externalId }] });
    expect(outcome(await again())).toEqual([409, 'CHANNEL_BLOCKED']);
    expect(outcome(await addChannel(await make(), creator.externalId))).toEqual([409, 'CHANNEL_BLOCKED']);
    const [blocked] = (await admin.api.get('/admin/blocked-channels')).body.data;
    expect(blocked).toMatchObject({ externalId: creator.externalId, reason });
    expect((await admin.api.delete(`/admin/blocked-channels/${blocked.id}`)).status).toBe(200);
    expect((await admin.api.delete(`/admin/blocked-channels/${blocked.id}`)).status).toBe(404);
    expect((await again()).status).toBe(201);
  });

  it('a content, stays away whatever the platform shows', async () => {
    const creator = await make('하나', '둘');
    const [content] = (await fan.api.get(`/creators/${creator.id}/contents`)).body.data;
    expect((await admin.api.delete(`/contents/${content.id}?reason=copyright`)).status).toBe(200);
    expect(outcome(await admin.api.delete(`/contents/${content.id}`))).toEqual([404, 'CONTENT_NOT_FOUND']);
    expect((await view(creator)).contentCount).toBe(1);

    youtube.catalogue.update(content.externalId, { title: '다시' });
    youtube.catalogue.publish(creator.externalId, { title: '셋' });
    await collect(admin, creator, 2);
    await settle(server.url, installation.database);
    expect(await titlesOf(fan, creator.id)).not.toContain('다시');
    await admin.api.delete(channelPath(creator));
    const back = await addChannel(creator, creator.externalId);
    expect(back.status).toBe(201);
    await eventually('the others are there', async () => (await view(creator)).contentCount === 2);
  });
});

describe('a creator', () => {
  it('is changed by an admin or their owner, in what each may change', async () => {
    const [creator, another, owner] = [await make(), await make(), await installation.fan(server)];
    await installation.database.query('UPDATE creators SET owner_id = $1 WHERE id = $2', [
      owner.id,
      creator.id,
    ]);
    const path = `/creators/${creator.id}`;
    const update = {
      ...{ displayName: '새 이름', description: '', avatar: 'https://example.com/a.png' },
      ...{ category: 'music', tags: ['가', '나'] },
    };
    const changed = await owner.api.patch(path, update);
    expect([changed.status, changed.body.data]).toMatchObject([200, update]);
    expect((await owner.api.patch(path, { avatar: null, category: null })).body.data).toMatchObject({
      ...{ displayName: '새 이름', avatar: null, category: null },
    });
    expect(outcome(await owner.api.patch(path, { isVerified: true }))).toEqual([403, 'FORBIDDEN']);
    expect(outcome(await owner.api.patch(`/creators/${another.id}`, update))).toEqual([403, 'FORBIDDEN']);
    expect((await admin.api.patch(path, { isVerified: true })).body.data.isVerified).toBe(true);
    expect((await admin.api.patch(path, {})).status).toBe(200);
    expect(outcome(await owner.api.patch(path, { category: 'nothing' }))).toEqual([
      404,
      'CATEGORY_NOT_FOUND',
    ]);
    for (const wrong of [{ displayName: ' ' }, { avatar: 'javascript:x' }, { ownerId: '1' }, { tags: 'x' }]) {
      expect(outcome(await admin.api.patch(path, wrong))).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('is found by any part of a name, in large or small letters, and by what one follows', async () => {
    const channel = youtube.catalogue.addChannel({ title: 'NewJeans 뉴진스', handle: 'NJOfficial' });
    const { id } = (
      await admin.api.post('/creators', { channels: [{ platform: 'youtube', url: channel.id }] })
    ).body.data;
    const found = async (query: string) =>
      (await fan.api.get(`/creators?${query}`)).body.data.map((creator: { id: string }) => creator.id);
    for (const search of ['newjeans', 'NEWJ', 'njofficial', '뉴진']) {
      expect(await found(`search=${encodeURIComponent(search)}`)).toEqual([id]);
    }
    await fan.api.post(`/creators/${id}/subscribe`);
    expect(await found('subscribed=true')).toEqual([id]);
    expect(await found('subscribed=false&limit=100')).not.toContain(id);
    await fan.api.delete(`/creators/${id}/subscribe`);
  });

  it('has a list of videos of its own, whose cursor is good for that list alone', async () => {
    const creator = await make('긴 영상');
    const scheduledStart = new Date(Date.now() + HOUR);
    youtube.catalogue.publish(creator.externalId, { title: '생방송', kind: 'live', scheduledStart });
    youtube.catalogue.publish(creator.externalId, { title: '짧은 영상', kind: 'short' });
    await collect(admin, creator, 3);
    await installation.database.query(
      "UPDATE contents SET type = 'post' WHERE creator_id = $1 AND title = '긴 영상'",
      [creator.id],
    );
    const videos = (query = '') => fan.api.get(`/creators/${creator.id}/videos${query}`);
    const { data, pagination } = (await videos('?limit=1')).body;
    const rest = (await videos(`?limit=5&cursor=${pagination.nextCursor}`)).body;
    expect([...data, ...rest.data].map(({ title }: { title: string }) => title).sort()).toEqual([
      '생방송',
      '짧은 영상',
    ]);
    expect((await videos('?type=live')).body.data).toMatchObject([{ title: '생방송' }]);
    expect(outcome(await videos('?type=post'))).toEqual([400, 'VALIDATION_FAILED']);
    const foreign = await fan.api.get(`/creators/${creator.id}/contents?cursor=${pagination.nextCursor}`);
    expect(outcome(foreign)).toEqual([400, 'INVALID_CURSOR']);
  });
});

describe('a fan', () => {
  it('hears what they asked to hear of', async () => {
    const creator = await make();
    const wishes = {
      all: { notify: 'all' },
      highlights: { notify: 'highlights' },
      shorts: { types: ['short', 'short'] },
      none: { notify: 'none' },
    };
    const accounts = new Map<string, Account>();
    for (const [name, wish] of Object.entries(wishes)) {
      const account = await installation.fan(server);
      accounts.set(name, account);
      await account.api.post(`/creators/${creator.id}/subscribe`);
      expect((await account.api.patch(`/creators/${creator.id}/subscription`, wish)).status).toBe(200);
    }
    await eventually('it is pushed', () => isPushed(creator));
    const scheduledStart = new Date(Date.now() + HOUR);
    youtube.catalogue.publish(creator.externalId, { title: '긴 영상' });
    youtube.catalogue.publish(creator.externalId, { title: '짧은 영상', kind: 'short' });
    youtube.catalogue.publish(creator.externalId, { title: '생방송', kind: 'live', scheduledStart });
    youtube.catalogue.publish(creator.externalId, { title: '첫 공개', kind: 'premiere', scheduledStart });
    await eventually('all are there', async () => (await view(creator)).contentCount === 4);
    await settle(server.url, installation.database);
    const heard = async (name: string) => {
      const { body } = await accounts.get(name)!.api.get('/notifications');
      return body.data.map(({ message }: { message: string }) => message).sort();
    };
    expect(await heard('all')).toEqual(['긴 영상', '생방송', '짧은 영상', '첫 공개']);
    expect(await heard('highlights')).toEqual(['긴 영상', '첫 공개']);
    expect(await heard('shorts')).toEqual(['짧은 영상']);
    expect(await heard('none')).toEqual([]);
  });

  it('changes what they hear only of whom they follow', async () => {
    const creator = await make();
    const path = `/creators/${creator.id}/subscription`;
    expect(outcome(await fan.api.patch(path, { notify: 'none' }))).toEqual([404, 'NOT_SUBSCRIBED']);
    await fan.api.post(`/creators/${creator.id}/subscribe`);
    expect((await fan.api.patch(path, {})).body.data).toEqual({ notify: 'all', types: null });
    const changed = await fan.api.patch(path, { notify: 'highlights', types: ['live'] });
    expect(changed.body.data).toEqual({ notify: 'highlights', types: ['live'] });
    expect(await view(creator)).toMatchObject({ notify: 'highlights', notifyTypes: ['live'] });
    expect((await fan.api.patch(path, { types: null })).body.data).toEqual({
      notify: 'highlights',
      types: null,
    });
    for (const wrong of [{ notify: 'loud' }, { types: [] }, { types: ['song'] }]) {
      expect(outcome(await fan.api.patch(path, wrong))).toEqual([400, 'VALIDATION_FAILED']);
    }
    await fan.api.delete(`/creators/${creator.id}/subscribe`);
  });
});

describe('categories', () => {
  const add = (slug: string) =>
    admin.api.post('/categories', { slug, names: { en: slug, ko: '분류', ja: '分類' } });
  const counted = async (slug: string) => {
    const { body } = await new ApiClient(server.url).get('/categories');
    return body.data.find((category: { slug: string }) => category.slug === slug);
  };

  it('are there from the beginning, in order, for anybody to see', async () => {
    expect(await counted('music')).toMatchObject({
      names: { en: 'Music', ko: '음악', ja: '音楽' },
      position: 1,
    });
  });

  it('carry their creators along when they are renamed or replaced, and go when nobody has them', async () => {
    const creator = await make();
    const { id } = (await add('retro')).body.data;
    expect(outcome(await add('retro'))).toEqual([409, 'CATEGORY_TAKEN']);
    await admin.api.patch(`/creators/${creator.id}`, { category: 'retro' });
    expect((await counted('retro')).creatorCount).toBe(1);

    const renamed = await admin.api.patch(`/categories/${id}`, { slug: 'vintage' });
    expect(renamed.body.data).toMatchObject({ slug: 'vintage', creatorCount: 1 });
    expect((await view(creator)).category).toBe('vintage');
    expect(outcome(await admin.api.patch(`/categories/${id}`, { slug: 'music' }))).toEqual([
      409,
      'CATEGORY_TAKEN',
    ]);

    const path = `/categories/${id}`;
    expect(outcome(await admin.api.delete(path))).toEqual([409, 'CATEGORY_IN_USE']);
    expect(outcome(await admin.api.delete(`${path}?replaceWith=vintage`))).toEqual([409, 'CATEGORY_IN_USE']);
    expect(outcome(await admin.api.delete(`${path}?replaceWith=nothing`))).toEqual([
      404,
      'CATEGORY_NOT_FOUND',
    ]);
    expect((await admin.api.delete(`${path}?replaceWith=art`)).body.data).toEqual({
      removed: true,
      replaced: 1,
    });
    expect((await view(creator)).category).toBe('art');
    expect(outcome(await admin.api.delete(path))).toEqual([404, 'CATEGORY_NOT_FOUND']);
    for (const slug of ['Groß', 'a b', '', '-a']) expect((await add(slug)).status).toBe(400);
  });

  it('are told apart by their slugs, however many want the same one at a moment', async () => {
    const added = await Promise.all(['one', 'two', 'three', 'four', 'five'].map(add));
    const rename = ({ body }: Answer) => admin.api.patch(`/categories/${body.data.id}`, { slug: 'wanted' });
    const answers = await Promise.all([...added.map(rename), add('wanted')]);
    const refusals = answers.filter(({ status }) => status >= 300).map(outcome);
    expect(refusals).toEqual(Array.from({ length: 5 }, () => [409, 'CATEGORY_TAKEN']));
  });
});

it('lets fans and owners do nothing that is for admins', async () => {
  const [creator, owner] = [await make('하나'), await installation.fan(server)];
  await installation.database.query('UPDATE creators SET owner_id = $1 WHERE id = $2', [
    owner.id,
    creator.id,
  ]);
  const channel = channelPath(creator);
  const body = { creatorId: creator.id };
  const forAdmins: [string, string, unknown?][] = [
    ['DELETE', `/creators/${creator.id}`],
    ['POST', `/creators/${creator.id}/channels`, { platform: 'youtube', url: '@x' }],
    ['PATCH', channel, { isActive: false }],
    ['DELETE', channel],
    ['POST', `${channel}/move`, body],
    ['POST', `/creators/${creator.id}/merge`, body],
    ['GET', `/creators/${creator.id}/merges`],
    ['POST', `/creators/${creator.id}/merges/1/undo`],
    ['POST', '/categories', {}],
    ['PATCH', '/categories/1', {}],
    ['DELETE', '/categories/1'],
    ['DELETE', '/contents/1'],
    ['GET', '/admin/blocked-channels'],
    ['DELETE', '/admin/blocked-channels/1'],
  ];
  for (const { api } of [fan, owner]) {
    for (const [method, path, sent] of forAdmins) {
      expect([method, path, ...outcome(await api.send(method, path, sent))]).toEqual([
        method,
        path,
        403,
        'FORBIDDEN',
      ]);
    }
  }
  expect(outcome(await fan.api.patch(`/creators/${creator.id}`, { tags: [] }))).toEqual([403, 'FORBIDDEN']);
  expect(outcome(await admin.api.patch(channel, {}))).toEqual([400, 'VALIDATION_FAILED']);
  expect(outcome(await admin.api.post(`${channel}/move`, { creatorId: 'x' }))).toEqual([
    400,
    'VALIDATION_FAILED',
  ]);
  expect(outcome(await admin.api.delete(`${channel}?block=maybe`))).toEqual([400, 'VALIDATION_FAILED']);
  expect(await view(creator)).toMatchObject({ contentCount: 1, channels: [{ id: creator.channelId }] });
});
