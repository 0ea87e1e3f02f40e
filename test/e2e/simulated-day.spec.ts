import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  type YouTubeSimulator,
} from '../../simulators/youtube/index.js';
import { SchedulePlanner } from '../../src/modules/collection/schedule.planner.js';
import { Clock } from '../../src/platform/clock/index.js';
import { Events } from '../../src/platform/events/index.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import { cast, enlist } from '../simulation/cast.js';
import { play } from '../simulation/day.js';
import { Random } from '../simulation/random.js';
import { script } from '../simulation/script.js';
import { openStage } from '../simulation/stage.js';
import { youtubeVariables } from '../support/platforms.js';
import { freePort } from '../support/ports.js';
import { Installation } from '../support/test-server.js';
import { undescribedByYouTube } from '../support/undescribed.js';

const CHANNELS = 200;
const HOURS = 2;
const MAX_INTERVAL_SECONDS = 1_800;

/** Two hours of 200 busy channels, with everything going wrong that may: the short version of the bench. */
describe('two simulated hours, with faults', () => {
  const random = new Random(20_261_123);
  const clock = { ms: Date.UTC(2026, 10, 24, 17) };
  let youtube: YouTubeSimulator;
  let installation: Installation;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator({
      apiKeys: ['key'],
      now: () => new Date(clock.ms),
      dailyQuota: 10_000,
    });
    const port = await freePort();
    installation = await Installation.create({
      ...youtubeVariables(youtube, 'key'),
      APP_PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      ROLES: 'api,worker',
      COLLECT_MAX_INTERVAL_SECONDS: String(MAX_INTERVAL_SECONDS),
    });
  });
  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  it('loses nothing, doubles nothing, and stays within the units', async () => {
    const now = new Date(clock.ms);
    const query = <Row>(text: string, values?: unknown[]) =>
      installation.database.query<Row & object>(text, values);
    const actors = cast(youtube, { channels: CHANNELS, postsADay: 6, pushedShare: 0.8 }, now, random);
    await enlist(query, youtube, actors, now, random);
    const server = await installation.start();
    const tokens = { Clock, SchedulePlanner, JobQueue, Events };
    const fan = await installation.fan(server);
    const stage = await openStage({ youtube, query, clock, server, tokens, fan }, actors);
    const { mishapOf } = youtube.hub;
    const mishaps = ['lost', 'twice', 'forged', 'late'] as const;
    youtube.hub.mishapOf = (change) =>
      mishapOf(change) ?? (random.next() < 0.1 ? random.pick(mishaps) : null);
    const faults = [
      networkFaults.answerWith({ status: 500 }),
      networkFaults.answerWith({ status: 404 }),
      networkFaults.answerWith({ status: 429 }),
      networkFaults.cutConnection(),
      networkFaults.truncatedBody(),
      networkFaults.answerWith({ body: '{"half": ' }),
    ];
    youtube.faults.always('any', (reply) => (random.next() < 0.05 ? random.pick(faults)(reply) : reply));

    const scenes = script(actors, clock.ms, HOURS, random);
    const outcome = await play(stage, scenes, 2 * MAX_INTERVAL_SECONDS * 1_000 + 3_600_000);
    stage.fan.close();

    expect(outcome.posts).toBeGreaterThan(50);
    expect(outcome.missed).toEqual([]);
    expect(outcome.doubled).toEqual([]);
    expect(await stage.world.deadJobs()).toBe(0);
    expect(youtube.used('main')).toBeLessThan(10_000);
    expect(youtube.searchesUsed).toBe(0);
    expect(undescribedByYouTube(youtube)).toEqual([]);
    const states = await installation.database.query<{ state: string; count: string }>(
      'SELECT state, count(*) FROM contents GROUP BY state',
    );
    expect(states.map(({ state }) => state).sort()).toEqual(
      expect.not.arrayContaining(['announced', 'gone']),
    );
    const rows = await installation.database.query<{ count: string }>('SELECT count(*) FROM notifications');
    expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(outcome.posts);
  }, 240_000);
});
