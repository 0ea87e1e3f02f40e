import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { userRoom } from '../../src/platform/realtime/index.js';
import { eventually } from './eventually.js';
import { connected, heard, news, type RealtimeApp, startRealtimeApp } from './realtime-app.js';
import { type ScratchDatabase, scratchDatabase } from './servers.js';

let database: ScratchDatabase;
let app: RealtimeApp;

beforeAll(async () => {
  database = await scratchDatabase();
  app = await startRealtimeApp({ DATABASE_URL: database.url, CLIENT_URL: 'https://fans.example' });
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await database.drop();
});

describe('the handshake', () => {
  it.each([
    ['no token', '', 'UNAUTHENTICATED'],
    ['a token that nobody issued', 'nonsense', 'UNAUTHENTICATED'],
    ['an expired token', 'expired', 'TOKEN_EXPIRED'],
    ['a defect of the authenticator', 'broken', 'INTERNAL_ERROR'],
  ])('refuses %s, in every namespace', async (_case, token, code) => {
    for (const namespace of ['/', '/notifications', '/community']) {
      const refused = connected(app.client(namespace, token));
      await expect(refused).rejects.toMatchObject({ data: { code, message: expect.any(String) } });
    }
  });

  it('does not show what went wrong inside', async () => {
    const error: unknown = await connected(app.client('/notifications', 'broken')).catch((e: unknown) => e);
    expect(JSON.stringify(error)).not.toContain('A defect');
  });

  it('takes a token with and without Bearer, and from the header', async () => {
    const bare = await connected(app.client('/notifications', 'user-1'));
    const bearer = await connected(app.client('/notifications', 'Bearer user-1'));
    const header = io(`${app.url}/notifications`, {
      extraHeaders: { authorization: 'Bearer user-1' },
      reconnection: false,
      forceNew: true,
    });
    await connected(header);
    for (const socket of [bare, bearer, header]) {
      expect(await socket.emitWithAck('echo', { text: 'hi' })).toEqual({ ok: true, text: 'hi', by: '1' });
      socket.disconnect();
    }
  });

  it('knows only the namespaces of its gateways', async () => {
    await expect(connected(app.client('/elsewhere', 'user-1'))).rejects.toThrow('Invalid namespace');
  });

  it('refuses pages of other origins, and takes those of the front end and its own', async () => {
    const from = (origin: string, transport: 'websocket' | 'polling') =>
      connected(
        io(`${app.url}/notifications`, {
          auth: { token: 'user-1' },
          extraHeaders: { origin },
          transports: [transport],
          reconnection: false,
          forceNew: true,
        }),
      );
    for (const transport of ['websocket', 'polling'] as const) {
      await expect(from('https://evil.example', transport)).rejects.toThrow();
      for (const origin of ['https://fans.example', app.url]) (await from(origin, transport)).disconnect();
    }
  });

  it('ends a socket with its token', async () => {
    const socket = app.client('/notifications', `user-1@${Date.now() + 300}`);
    const reason = new Promise((resolve) => socket.once('disconnect', resolve));
    await connected(socket);
    expect(await reason).toBe('io server disconnect');
  });
});

describe('events of clients', () => {
  it('are acknowledged with what the handler returns', async () => {
    const socket = await connected(app.client('/notifications', 'user-2'));
    expect(await socket.emitWithAck('echo', { text: '안녕' })).toEqual({ ok: true, text: '안녕', by: '2' });
    expect(await socket.emitWithAck('nothing')).toEqual({ ok: true });
    socket.disconnect();
  });

  it.each([
    ['a wrong type', { text: 5 }, 'text'],
    ['a field too many', { text: 'a', admin: true }, 'admin'],
    ['an array', ['a'], ''],
    ['nothing', undefined, ''],
  ])('are checked: %s', async (_case, payload, field) => {
    const socket = await connected(app.client('/notifications', 'user-2'));
    expect(await socket.emitWithAck('echo', payload)).toEqual({
      ok: false,
      error: {
        code: 'VALIDATION_FAILED',
        message: expect.any(String),
        details: [expect.objectContaining({ field })],
      },
    });
    socket.disconnect();
  });

  it('are refused with the code of the error thrown, in the language of the handshake', async () => {
    const socket = io(`${app.url}/notifications`, {
      auth: { token: 'user-2' },
      extraHeaders: { 'accept-language': 'ko-KR' },
      forceNew: true,
    });
    await connected(socket);
    expect(await socket.emitWithAck('refuse')).toEqual({
      ok: false,
      error: { code: 'FULL', message: '가득 찼습니다.' },
    });
    socket.disconnect();
  });

  it('have an id each, which their log lines carry', async () => {
    const socket = await connected(app.client('/notifications', 'user-2'));
    const [one, two] = await Promise.all([socket.emitWithAck('context'), socket.emitWithAck('context')]);
    expect(one).toEqual({ ok: true, requestId: expect.stringMatching(/^[\w-]{36}$/) });
    expect(two).not.toEqual(one);
    socket.disconnect();
  });

  it('that run into a defect show nothing of it', async () => {
    const socket = await connected(app.client('/notifications', 'user-2'));
    const answer = await socket.emitWithAck('fail');
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    socket.disconnect();
  });

  it('that nobody knows are answered too', async () => {
    const socket = await connected(app.client('/notifications', 'user-2'));
    expect(await socket.emitWithAck('where')).toMatchObject({ ok: false, error: { code: 'UNKNOWN_EVENT' } });
    socket.disconnect();
  });

  it('are throttled for each socket', async () => {
    const eager = await connected(app.client('/notifications', 'user-2'));
    const calm = await connected(app.client('/notifications', 'user-3'));
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => eager.emitWithAck('nothing') as Promise<{ ok: boolean }>),
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(answers.slice(0, 40).every(({ ok }) => ok)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } });
    expect(await calm.emitWithAck('nothing')).toEqual({ ok: true });
    eager.disconnect();
    calm.disconnect();
  });
});

describe('messages', () => {
  it('reach the sockets of a room, in their own namespace', async () => {
    const [one, same, other, elsewhere] = await Promise.all([
      connected(app.client('/notifications', 'user-4')),
      connected(app.client('/notifications', 'user-4')),
      connected(app.client('/notifications', 'user-5')),
      connected(app.client('/community', 'user-4')),
    ]);
    const inboxes = [one, same, other, elsewhere].map((socket) => heard(socket, 'news'));
    await app.realtime.sendMany(news, [
      { room: userRoom('4'), payload: { text: 'for four' } },
      { room: userRoom('5'), payload: { text: 'for five' } },
    ]);
    await eventually('all have theirs', () => inboxes.slice(0, 3).every(({ length }) => length === 1));
    expect(inboxes).toEqual([[{ text: 'for four' }], [{ text: 'for four' }], [{ text: 'for five' }], []]);
    [one, same, other, elsewhere].forEach((socket) => socket.disconnect());
  });

  it('and sockets are counted', async () => {
    const socket = await connected(app.client('/community', 'user-6'));
    await app.realtime.send(news, userRoom('6'), { text: 'counted' });
    const metrics = await app.metrics();
    expect(metrics).toContain('mypick_realtime_sockets{namespace="/community"} 1');
    expect(metrics).toMatch(/mypick_realtime_messages_total\{event="news"\} \d+/);
    socket.disconnect();
  });

  it('end when all sockets of a user are cut', async () => {
    const sockets = await Promise.all([
      connected(app.client('/notifications', 'user-7')),
      connected(app.client('/community', 'user-7')),
      connected(app.client('/community', 'user-8')),
    ]);
    await app.realtime.disconnect(userRoom('7'));
    await eventually('both are cut', () => sockets.slice(0, 2).every(({ connected }) => !connected));
    expect(sockets[2].connected).toBe(true);
    sockets[2].disconnect();
  });
});
