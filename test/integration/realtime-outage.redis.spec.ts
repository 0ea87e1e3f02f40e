import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { userRoom } from '../../src/platform/realtime/index.js';
import { eventually } from './eventually.js';
import { connected, heard, news, type RealtimeApp, startRealtimeApp } from './realtime-app.js';
import { RedisProcess } from './redis-process.js';
import { type ScratchDatabase, scratchDatabase } from './servers.js';

let database: ScratchDatabase;
let apps: RealtimeApp[] = [];

beforeAll(async () => {
  database = await scratchDatabase();
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app[Symbol.asyncDispose]()));
  apps = [];
});

afterAll(() => database.drop());

async function launch(variables: Record<string, string>): Promise<RealtimeApp> {
  const app = await startRealtimeApp({ DATABASE_URL: database.url, ...variables });
  apps.push(app);
  return app;
}

describe('when Redis is gone', () => {
  let server: RedisProcess;

  beforeAll(async () => {
    server = await RedisProcess.create();
  });

  afterAll(() => server.stop());

  it("a node serves its own sockets, and all nodes' again when it is back", async () => {
    const [one, two] = await Promise.all([
      launch({ REDIS_URL: server.url }),
      launch({ REDIS_URL: server.url }),
    ]);
    const own = await connected(one.client('/notifications', 'user-1'));
    const here = heard(own, 'news');
    const there = heard(await connected(two.client('/notifications', 'user-1')), 'news');
    const send = (text: string) => one.realtime.send(news, userRoom('1'), { text });
    const bothAreConnected = () => one.realtime.isConnected && two.realtime.isConnected;

    await send('never there');
    await eventually('its own sockets have it', () => here.length === 1);

    await server.start();
    await eventually('they are connected', bothAreConnected);
    await send('there');
    await eventually('both have it', () => here.length === 2 && there.length === 1);

    await server.stop();
    await eventually('the nodes know', () => !one.realtime.isConnected && !two.realtime.isConnected);
    await send('gone');
    await eventually('its own sockets have it', () => here.length === 3);
    own.io.engine.close();

    await server.start();
    await eventually('they are connected', bothAreConnected);
    await send('back');
    await eventually('the other has it', () => there.length === 2);
    expect(here).toEqual([{ text: 'never there' }, { text: 'there' }, { text: 'gone' }]);
    expect(there).toEqual([{ text: 'there' }, { text: 'back' }]);
  });
});
