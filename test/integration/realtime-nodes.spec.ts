import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { userRoom } from '../../src/platform/realtime/index.js';
import { eventually } from './eventually.js';
import { connected, heard, news, type RealtimeApp, startRealtimeApp } from './realtime-app.js';
import { onRedis, type ScratchDatabase, scratchDatabase, scratchRedis } from './servers.js';

const redis = scratchRedis();
let database: ScratchDatabase;
let apps: RealtimeApp[] = [];

beforeAll(async () => {
  database = await scratchDatabase();
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app[Symbol.asyncDispose]()));
  apps = [];
});

afterAll(async () => {
  await redis.clear();
  await database.drop();
});

async function launch(variables: Record<string, string>): Promise<RealtimeApp> {
  const app = await startRealtimeApp({ DATABASE_URL: database.url, ...variables });
  apps.push(app);
  return app;
}

async function start(variables: Record<string, string> = {}): Promise<RealtimeApp> {
  const app = await launch(variables);
  await eventually('it reaches the others', () => app.realtime.isConnected);
  return app;
}

describe.each<[string, Record<string, string>]>([
  ['PostgreSQL', {}],
  ...onRedis<[string, Record<string, string>]>([
    'Redis',
    { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix },
  ]),
])('processes that share %s', (_what, shared) => {
  it('deliver to each other, once, and whatever the size', async () => {
    const one = await start(shared);
    const two = await start(shared);
    const sockets = await Promise.all(
      [one, two].map((app) => connected(app.client('/notifications', 'user-1'))),
    );
    const inboxes = sockets.map((socket) => heard(socket, 'news'));
    const long = '가나다라마바사🎵'.repeat(4000);
    for (const text of ['short', 'short', long, 'last'])
      await one.realtime.send(news, userRoom('1'), { text });
    await eventually('all have arrived', () => inboxes.every((inbox) => inbox.length >= 4));
    for (const inbox of inboxes) {
      expect(inbox).toEqual([{ text: 'short' }, { text: 'short' }, { text: long }, { text: 'last' }]);
    }
    sockets.forEach((socket) => socket.disconnect());
  });

  it('hear from one that holds no sockets', async () => {
    const api = await start({ ...shared, ROLES: 'api' });
    const worker = await start({ ...shared, ROLES: 'worker' });
    const socket = await connected(api.client('/notifications', 'user-2'));
    const inbox = heard(socket, 'news');
    const messages = Array.from({ length: 1000 }, (_, number) => ({
      room: userRoom(String(number % 10)),
      payload: { text: `message ${number}` },
    }));
    await worker.realtime.sendMany(news, messages);
    await eventually('a tenth has arrived', () => inbox.length === 100);
    expect(inbox.at(-1)).toEqual({ text: 'message 992' });
    await expect(connected(worker.client('/notifications', 'user-2'))).rejects.toThrow();
    socket.disconnect();
  });

  it("cut each other's sockets", async () => {
    const one = await start(shared);
    const two = await start(shared);
    const cut = await connected(two.client('/community', 'user-3'));
    const kept = await connected(two.client('/community', 'user-4'));
    await one.realtime.disconnect(userRoom('3'));
    await eventually('it is cut', () => !cut.connected);
    expect(kept.connected).toBe(true);
    kept.disconnect();
  });
});

describe('a process alone on its database', () => {
  it('tells nobody anything until another one comes', async () => {
    const overheard: string[] = [];
    const ear = new pg.Client({ connectionString: database.url });
    ear.on('notification', ({ payload = '' }) => overheard.push(payload));
    await ear.connect();
    await ear.query('LISTEN realtime');
    const said = (kind: string) => overheard.filter((text) => text.startsWith(kind)).length;

    const one = await start();
    await one.realtime.send(news, userRoom('1'), { text: 'to nobody else' });
    await start();
    await eventually('the other is answered', () => said('here') === 1);
    expect(said('piece')).toBe(0);

    await one.realtime.send(news, userRoom('1'), { text: 'to the other' });
    await eventually('it is told', () => said('piece') === 1);
    await ear.end();
  });
});
