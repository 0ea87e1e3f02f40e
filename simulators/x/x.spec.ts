import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startXSimulator, type User, type XSimulator } from './index.js';
import { callX, crcServer } from './spec-client.js';

const DAY_MS = 86_400_000;
const CALLBACK = 'https://mypick.example/push';

describe('the simulated X', () => {
  let x: XSimulator;
  let user: User;
  let now: Date;
  let callback: Awaited<ReturnType<typeof crcServer>>;

  beforeEach(async () => {
    now = new Date('2026-11-25T12:00:00Z');
    callback = await crcServer('secret');
    x = await startXSimulator({
      ...{ now: () => now, consumerSecret: 'secret', limits: { users: 2 } },
      reach: () => callback.url,
    });
    user = x.catalogue.addUser({ username: 'yuni' });
  });

  afterEach(async () => {
    await x.close();
    await callback.close();
  });

  const get = (path: string, query: Record<string, string> = {}) => callX(x, 'GET', path, query);

  it('charges a resource once a day, and nothing for nothing', async () => {
    const { id } = x.catalogue.post(user.id, { text: 'hello' });
    for (let n = 0; n < 3; n++) await get('/2/tweets', { ids: id });
    await get(`/2/users/${user.id}/tweets`, { since_id: id });
    expect(x.spentMicroUsd).toBe(5_000);
    await get('/2/tweets', { ids: id, expansions: 'author_id' });
    expect(x.spentMicroUsd).toBe(15_000);
    now = new Date(now.getTime() + DAY_MS);
    await get('/2/tweets', { ids: id });
    expect(x.spentMicroUsd).toBe(20_000);
  });

  it('counts calls in windows of fifteen minutes', async () => {
    const ask = async () => {
      const { status, headers } = await get('/2/users', { ids: user.id });
      return [status, headers.get('x-rate-limit-remaining')];
    };
    expect([await ask(), await ask(), await ask()]).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    now = new Date(now.getTime() + 15 * 60_000);
    expect(await ask()).toEqual([200, '1']);
  });

  it('shows each version of a post by its id, and the newest in lists', async () => {
    const { id } = x.catalogue.post(user.id, { text: 'frist' });
    now = new Date(now.getTime() + 1_000);
    const edit = x.catalogue.edit(id, { text: 'first' });
    const { body } = await get('/2/tweets', { ids: `${id},${edit.id}` });
    const versions = [id, edit.id];
    expect(body.data).toEqual([
      { id, text: 'frist', edit_history_tweet_ids: versions },
      { id: edit.id, text: 'first', edit_history_tweet_ids: versions },
    ]);
    expect((await get(`/2/users/${user.id}/tweets`)).body.data).toEqual([body.data[1]]);
    x.catalogue.delete(edit.id);
    expect((await get('/2/tweets', { ids: id })).body.errors[0].title).toBe('Not Found Error');
  });

  it.each([
    ['that is not HTTPS', 'http://mypick.example/push'],
    ['that has a port', 'https://mypick.example:8443/push'],
  ])('takes no webhook %s', async (_, url) => {
    expect((await callX(x, 'POST', '/2/webhooks', {}, { url })).status).toBe(400);
  });

  it('takes a webhook that knows the secret, and no other', async () => {
    const register = async () => (await callX(x, 'POST', '/2/webhooks', {}, { url: CALLBACK })).status;
    const known = callback;
    callback = await crcServer('guessed');
    expect(await register()).toBe(400);
    await callback.close();
    callback = known;
    expect([await register(), await register()]).toEqual([200, 400]);
  });

  it('brings what happens, unless something happens to it', async () => {
    await callX(x, 'POST', '/2/webhooks', {}, { url: CALLBACK });
    const filter = { user_id: user.id };
    const subscription = { event_type: 'post.create', filter, webhook_id: '10' };
    const subscribe = async () =>
      (await callX(x, 'POST', '/2/activity/subscriptions', {}, subscription)).status;
    expect([await subscribe(), await subscribe()]).toEqual([200, 400]);
    const mishaps = ['lost', 'late', 'late', 'twice', 'forged', null] as const;
    let n = 0;
    x.activity.mishapOf = () => mishaps[n++] ?? null;
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) x.catalogue.post(user.id, { text });
    await x.activity.idle();
    await x.activity.deliverLate();
    const texts = callback.received.map(
      ({ body }) => (JSON.parse(body) as { data: { payload: { text: string } } }).data.payload.text,
    );
    expect(texts.slice(0, -2).sort()).toEqual(['d', 'd', 'e', 'f']);
    expect(texts.slice(-2)).toEqual(['c', 'b']);
    x.catalogue.updateUser(user.id, { isProtected: true });
    x.catalogue.post(user.id, { text: 'g' });
    await x.activity.idle();
    expect(callback.received).toHaveLength(6);
  });
});
