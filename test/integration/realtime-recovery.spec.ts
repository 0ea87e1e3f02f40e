import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import { userRoom } from '../../src/platform/realtime/index.js';
import { eventually } from './eventually.js';
import { connected, heard, news, type RealtimeApp, startRealtimeApp } from './realtime-app.js';
import { onRedis, type ScratchDatabase, scratchDatabase, scratchRedis } from './servers.js';

const redis = scratchRedis();
const overRedis = { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix };

let database: ScratchDatabase;

beforeAll(async () => {
  database = await scratchDatabase();
});

afterAll(async () => {
  await redis.clear();
  await database.drop();
});

describe.each<[string, Record<string, string>, number]>([
  ['the memory of one process', {}, 1],
  ...onRedis<[string, Record<string, string>, number]>(
    ['Redis, on the same node', overRedis, 1],
    ['Redis, on another node', overRedis, 2],
  ),
])('a cut connection is resumed from %s', (_where, variables, nodes) => {
  let apps: RealtimeApp[];
  let first: RealtimeApp;
  let second: RealtimeApp;

  beforeAll(async () => {
    const start = () => startRealtimeApp({ DATABASE_URL: database.url, ...variables });
    apps = await Promise.all(Array.from({ length: nodes }, start));
    first = apps[0]!;
    second = apps.at(-1)!;
    await eventually('all are connected', () => apps.every(({ realtime }) => realtime.isConnected));
  });

  afterAll(() => Promise.all(apps.map((app) => app[Symbol.asyncDispose]())));

  const send = (user: string, text: string) => first.realtime.send(news, userRoom(user), { text });

  /** A client that has heard something, and is then cut without a word. */
  async function cutClient(
    user: string,
  ): Promise<{ socket: Socket; id: string | undefined; inbox: unknown[] }> {
    const socket = await connected(first.client('/notifications', `user-${user}`));
    const { id } = socket;
    const inbox = heard(socket, 'news');
    await send(user, 'one');
    await eventually('the first arrives', () => inbox.length === 1);
    socket.io.engine.close();
    await eventually('the server has noticed', async () =>
      (await first.metrics()).includes('mypick_realtime_sockets{namespace="/notifications"} 0'),
    );
    return { socket, id, inbox };
  }

  function comeBack(socket: Socket, token: string): Promise<Socket> {
    Object.assign(socket.io, { uri: second.url });
    socket.auth = { token };
    return connected(socket.connect());
  }

  it('with what was missed, in order, its rooms and its id', async () => {
    const { socket, id, inbox } = await cutClient('1');
    await send('1', 'two');
    await send('2', 'for another');
    await send('1', 'three');
    await comeBack(socket, 'user-1');
    expect(socket.recovered).toBe(true);
    await send('1', 'four');
    const texts = () => inbox.map((payload) => (payload as { text: string }).text);
    await eventually('the last arrives', () => texts().includes('four'));
    expect(texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(socket.id).toBe(id);
    socket.disconnect();
  });

  it('a second time, without repeating what came the first time', async () => {
    const { socket, inbox } = await cutClient('3');
    await send('3', 'two');
    await comeBack(socket, 'user-3');
    await eventually('the second arrives', () => inbox.length === 2);
    socket.io.engine.close();
    await eventually('the server has noticed', async () =>
      (await second.metrics()).includes('mypick_realtime_sockets{namespace="/notifications"} 0'),
    );
    await send('3', 'three');
    await comeBack(socket, 'user-3');
    await eventually('the third arrives', () => inbox.length === 3);
    expect(inbox).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    socket.disconnect();
  });

  it.each([
    ['a token that has expired', 'expired', 'TOKEN_EXPIRED'],
    ['the token of somebody else', 'user-9', 'SESSION_MISMATCH'],
  ])('but not with %s, which learns nothing of what was missed', async (_case, token, code) => {
    const { socket, inbox } = await cutClient('4');
    await send('4', 'private');
    await expect(comeBack(socket, token)).rejects.toMatchObject({ data: { code } });
    await comeBack(socket, 'user-9');
    expect(socket.recovered).toBe(false);
    await send('9', 'for nine');
    await eventually('the new session works', () => inbox.length > 1);
    expect(inbox).toEqual([{ text: 'one' }, { text: 'for nine' }]);
    socket.disconnect();
  });
});
