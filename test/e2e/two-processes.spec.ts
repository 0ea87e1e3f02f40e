import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { ApiClient } from '../support/api-client.js';
import { expectEachOnce, jobsRun, settle } from '../support/books.js';
import { eventually } from '../support/eventually.js';
import { FanClub } from '../support/fan-club.js';
import { youtubeVariables } from '../support/platforms.js';
import { ServerProcess } from '../support/server-process.js';
import { TestSocket } from '../support/sockets.js';
import { Installation } from '../support/test-server.js';

const SIZE = { channels: 10, fans: 3 };
/** Videos of each channel: fewer than the 15 that a feed shows, and in all than a connecting socket is told of. */
const WAVES = 5;
const LIMIT_MS = 180_000;

const { redisUrl } = inject('servers');

describe.each(redisUrl === null ? ['PostgreSQL'] : ['PostgreSQL', 'Redis'])('joined by %s', (carrier) => {
  let youtube: YouTubeSimulator;
  let installation: Installation;

  beforeEach(async () => {
    youtube = await startYouTubeSimulator();
    installation = await Installation.create({
      ...youtubeVariables(youtube),
      // Every channel is due again at once, for whichever process comes first.
      COLLECT_INTERVAL_SECONDS: '1',
      COLLECT_MAX_INTERVAL_SECONDS: '1',
    });
  });

  afterEach(async () => {
    await ServerProcess.killAll();
    await installation.stop();
    await youtube.close();
  });

  function start(roles: string): Promise<ServerProcess> {
    const { REDIS_URL: _url, REDIS_PREFIX: _prefix, ...withoutRedis } = installation.variables;
    const variables = carrier === 'Redis' ? installation.variables : withoutRedis;
    return ServerProcess.start({ ...variables, ROLES: roles });
  }

  /** Every creator publishes, and looks are asked for at all of these addresses at once, besides those that are due. */
  async function publishWaves(club: FanClub, urls: readonly string[]): Promise<void> {
    for (let wave = 0; wave < WAVES; wave++) {
      for (const channel of club.channels) {
        club.publish(channel);
        await Promise.all(urls.map((url) => club.requestLook(url, channel)));
      }
    }
  }

  /** Each of these sockets hears of each video, and still of none twice when all channels were looked at again. */
  async function expectHeardOnce(url: string, club: FanClub, sockets: readonly TestSocket[]): Promise<void> {
    const heard = (socket: TestSocket): string[] =>
      socket.all('new-notification').map(({ data }) => data.contentId);
    await eventually('all is heard', () =>
      sockets.every((socket) => new Set(heard(socket)).size === club.announced.size),
    );
    const since = new Date().toISOString();
    await eventually('all channels were looked at again', async () => {
      const creators = await Promise.all(club.channels.map((channel) => club.creator(url, channel)));
      return creators.every(({ channels: [channel] }) => channel.lastSyncAt > since);
    });
    await settle(url, installation.database, ['events']);
    for (const socket of sockets) expect(heard(socket)).toHaveLength(club.announced.size);
  }

  it(
    'one that answers and one that works: each fan hears of each video once',
    async () => {
      const [api, worker] = await Promise.all([start('api'), start('worker,scheduler')]);
      const club = await FanClub.found(api.url, youtube, SIZE);
      const sockets = await club.connectAll(api.url);
      await publishWaves(club, [api.url]);
      await expectHeardOnce(api.url, club, sockets);
      await expectEachOnce(api.url, installation.database, club);
      expect(await jobsRun(api.url)).toBe(0);
      expect(await jobsRun(worker.url)).toBeGreaterThan(club.announced.size);
      sockets.forEach((socket) => socket.close());
      expect(await Promise.all([api.stop(), worker.stop()])).toEqual([0, 0]);
    },
    LIMIT_MS,
  );

  it(
    'two that do everything: no video is collected twice, and no notification doubled',
    async () => {
      const servers = await Promise.all([start('api,worker,scheduler'), start('api,worker,scheduler')]);
      const [one, two] = servers;
      const club = await FanClub.found(one.url, youtube, SIZE);
      const collected = (): Promise<number[]> =>
        Promise.all(servers.map(({ url }) => jobsRun(url, 'sync-channel-videos')));
      await eventually('both collect', async () => (await collected()).every((jobs) => jobs > 0));

      const sockets = [...(await club.connectAll(one.url)), ...(await club.connectAll(two.url))];
      await publishWaves(club, [one.url, two.url]);
      await expectHeardOnce(one.url, club, sockets);
      await expectEachOnce(two.url, installation.database, club);
      sockets.forEach((socket) => socket.close());
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0]);
    },
    LIMIT_MS,
  );

  it('one that only works answers operators, and says to everybody else that there is nothing', async () => {
    const worker = await start('worker');
    const client = new ApiClient(worker.url);
    expect(await client.get('//health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await client.get('//health/ready')).status).toBe(200);
    expect((await client.get('//metrics')).text).toContain('mypick_queue_jobs{');
    for (const path of ['/creators', '/feed', '//api/docs']) {
      const { status, body } = await client.get(path);
      expect([path, status, body?.success, body?.error.code]).toEqual([path, 404, false, 'ROUTE_NOT_FOUND']);
    }
    await expect(TestSocket.connect(worker.url, '/notifications', 'any')).rejects.toThrow();
  });

  it('one that only answers does so without any other', async () => {
    const api = await start('api');
    const club = await FanClub.found(api.url, youtube, { channels: 0, fans: 1 });
    const feed = await new ApiClient(api.url, club.fans[0]?.token).get('/feed');
    expect(feed).toMatchObject({ status: 200, body: { success: true, data: [] } });
    const [socket] = await club.connectAll(api.url);
    expect(await socket?.first('unread-notifications')).toEqual([]);
    socket?.close();
    expect(await api.stop()).toBe(0);
  });
});
