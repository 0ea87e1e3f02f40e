import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import {
  cleanUpCollection,
  processStreamingData,
  requestPush,
  syncChannelVideos,
} from '../../src/modules/collection/collection.jobs.js';
import { SchedulePlanner } from '../../src/modules/collection/schedule.planner.js';
import { Clock } from '../../src/platform/clock/index.js';
import { Events } from '../../src/platform/events/index.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import type { RunningServer } from '../../src/server.js';
import { World } from '../simulation/world.js';
import { type AddedCreator, addCreator, titlesOf } from '../support/creators.js';
import { youtubeVariables } from '../support/platforms.js';
import { freePort } from '../support/ports.js';
import { type Account, Installation } from '../support/test-server.js';

const HOUR = 3_600_000;

/** A server whose time is ours: nothing is planned but when a test says so. */
describe('the planner', () => {
  const clock = { ms: 0 };
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let world: World;
  let admin: Account;
  let creator: AddedCreator;

  beforeEach(async () => {
    clock.ms = Date.now();
    youtube = await startYouTubeSimulator({ apiKeys: ['key'], now: () => new Date(clock.ms) });
    const port = await freePort();
    installation = await Installation.create({
      ...youtubeVariables(youtube, 'key'),
      ...{ APP_PORT: String(port), APP_URL: `http://127.0.0.1:${port}`, ROLES: 'api,worker' },
    });
    server = await installation.start();
    const tokens = { Clock, SchedulePlanner, JobQueue, Events };
    world = new World(server.app, tokens, () => new Date(clock.ms));
    admin = await installation.admin(server);
    creator = await addCreator(youtube, admin, '채널', ['옛 영상']);
    await settle();
  });
  afterEach(async () => {
    await installation.stop();
    await youtube.close();
  });

  async function settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await world.settle();
      await youtube.hub.idle();
    }
  }

  async function forward(ms: number): Promise<void> {
    clock.ms += ms;
    await settle();
  }

  const titles = () => titlesOf(admin, creator.id);
  const plan = () => server.app.get(SchedulePlanner).planDue();

  /** Has the process die, as far as the database can tell, before the next job of this name is in the queue. */
  function dieBefore(name: string): void {
    const queue = server.app.get(JobQueue);
    const [add, addMany] = [queue.add.bind(queue), queue.addMany.bind(queue)];
    const unless = (job: { name: string }, count: number): void => {
      if (job.name !== name || count === 0) return;
      Object.assign(queue, { add, addMany });
      throw new Error('killed');
    };
    queue.add = async (job, ...rest) => {
      unless(job, 1);
      return add(job, ...rest);
    };
    queue.addMany = async (job, jobs) => {
      unless(job, jobs.length);
      return addMany(job, jobs);
    };
  }

  it('leaves a channel due that it dies over', async () => {
    youtube.hub.mishapOf = () => 'lost';
    clock.ms += 7 * HOUR;
    youtube.catalogue.publish(creator.externalId, { title: '새 영상' });
    dieBefore(syncChannelVideos.name);
    await expect(plan()).rejects.toThrow('killed');
    await settle();
    await forward(3_000);
    expect(await titles()).toEqual(['새 영상', '옛 영상']);
  });

  it('leaves news due that it dies over', async () => {
    youtube.catalogue.publish(creator.externalId, { title: '새 영상' });
    await youtube.hub.idle();
    clock.ms += 3_000;
    dieBefore(processStreamingData.name);
    await expect(plan()).rejects.toThrow('killed');
    await settle();
    expect(await titles()).toEqual(['새 영상', '옛 영상']);
  });

  it('leaves a push to be asked for that it dies over', async () => {
    youtube.hub.forget();
    clock.ms += 100 * HOUR;
    dieBefore(requestPush.name);
    await expect(plan()).rejects.toThrow('killed');
    await settle();
    expect(youtube.hub.topics).toHaveLength(1);
  });

  it('has nothing looked at whose channel is disabled, until it is enabled again', async () => {
    const set = (isActive: boolean) =>
      admin.api.patch(`/creators/${creator.id}/channels/${creator.channelId}`, { isActive });
    const asked = () => youtube.requests.all().length;
    await set(false);
    youtube.requests.clear();
    for (let day = 0; day < 3; day++) await forward(24 * HOUR);
    // Its pushes are still renewed.
    expect(asked() - youtube.requests.of('hub').length).toBe(0);

    await set(true);
    await server.app.get(JobQueue).add(cleanUpCollection, {});
    await settle();
    youtube.requests.clear();
    await forward(2 * HOUR);
    expect(asked()).toBeGreaterThan(0);
  });

  it('asks for the pushes of channels that were added when nobody could bring them', async () => {
    youtube.hub.forget();
    await installation.database.query('DELETE FROM push_subscriptions');
    await forward(HOUR);
    expect(youtube.hub.topics).toEqual([]);
    await server.app.get(JobQueue).add(cleanUpCollection, {});
    await settle();
    await settle();
    expect(youtube.hub.topics).toHaveLength(1);
  });
});
