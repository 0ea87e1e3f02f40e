import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  type YouTubeSimulator,
} from '../../simulators/youtube/index.js';
import { Random } from '../simulation/random.js';
import { expectEachOnce, settle } from '../support/books.js';
import { eventually } from '../support/eventually.js';
import { FanClub } from '../support/fan-club.js';
import { youtubeVariables } from '../support/platforms.js';
import { ServerProcess } from '../support/server-process.js';
import { Installation } from '../support/test-server.js';

const KILLS = 8;
const SIZE = { channels: 8, fans: 3 };
const FAULTY_SHARE = 0.1;
/** A round is about as long as a video takes from the platform to its fans. */
const ROUND_MS = 2_500;
/** What a fault has put off last is looked at again within this. */
const LATEST_MS = 120_000;
const LIMIT_MS = 400_000;
/** Set it to the number in the name of a test that failed: what happens is the same then, if not what it meets. */
const SEED = Number(process.env.WORKERS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** The job by which fans are told of a video. */
const TOLD = 'event.notifications.content.published';
/** Keeps a copy of every delivery of an event about a content: the queue forgets them. Its schema is not ours to compare. */
const KEEP = `
  CREATE SCHEMA kept;
  CREATE TABLE kept.deliveries AS SELECT name, data FROM bullmq.job WITH NO DATA;
  CREATE FUNCTION kept.keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO kept.deliveries VALUES (new.name, new.data); RETURN new; END $$;
  CREATE TRIGGER keep AFTER INSERT ON bullmq.job FOR EACH ROW
    WHEN (new.name LIKE 'event.%.content.%') EXECUTE FUNCTION kept.keep()`;

/**
 * Time is real here: one that is ours could not be shared with processes that die at any line. Channels are looked at
 * every second instead.
 */
describe('two workers of which one or the other is killed, and a platform that fails', () => {
  const random = new Random(SEED);
  let youtube: YouTubeSimulator;
  let installation: Installation;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator();
    installation = await Installation.create({
      ...youtubeVariables(youtube, 'test-key'),
      ...{ COLLECT_INTERVAL_SECONDS: '1', COLLECT_MAX_INTERVAL_SECONDS: '1' },
    });
    await installation.database.query(KEEP);
  });

  afterAll(async () => {
    await ServerProcess.killAll();
    await installation.stop();
    await youtube.close();
  });

  const start = (roles: string): Promise<ServerProcess> => {
    const { REDIS_URL: _url, REDIS_PREFIX: _prefix, ...variables } = installation.variables;
    return ServerProcess.start({ ...variables, ROLES: roles });
  };
  const startWorker = () => start('worker,scheduler');

  function breakDown(): void {
    const faults = [
      networkFaults.serverError(500),
      networkFaults.serverError(429),
      networkFaults.cutConnection(),
      networkFaults.cutConnection(0.5),
      networkFaults.truncatedBody(),
      networkFaults.hang(200),
    ];
    youtube.faults.always('any', (reply) =>
      random.next() < FAULTY_SHARE ? random.pick(faults)(reply) : reply,
    );
  }

  /** Events of each name and video: of each there may be one. */
  const events = () =>
    installation.database.query<{ name: string; title: string; events: number }>(
      `SELECT name, data->'payload'->>'title' AS title, count(DISTINCT data->>'eventId')::int AS events
       FROM kept.deliveries GROUP BY name, title, data->'payload'->>'contentId'`,
    );
  const told = async () => (await events()).filter(({ name }) => name === TOLD).length;

  it(
    `lose nothing and double nothing (WORKERS_SEED=${SEED})`,
    async () => {
      const [api, ...workers] = await Promise.all([start('api'), startWorker(), startWorker()]);
      const club = await FanClub.found(api.url, youtube, SIZE);
      breakDown();
      for (let kill = 0; kill < KILLS; kill++) {
        for (let count = random.integer(2, 4); count > 0; count--) club.publish(random.pick(club.channels));
        await delay(random.next() * ROUND_MS); // Waits for nothing: this is the random moment.
        const victim = kill < 2 ? kill : random.integer(0, 1);
        await workers[victim]?.kill();
        workers[victim] = await startWorker();
      }
      youtube.faults.clear();
      await eventually('all is told', async () => (await told()) === club.announced.size, LATEST_MS);
      await settle(api.url, installation.database, ['events']);
      expect((await events()).filter(({ events: count }) => count !== 1)).toEqual([]);
      await expectEachOnce(api.url, installation.database, club);
      expect(await Promise.all([api, ...workers].map((server) => server.stop()))).toEqual([0, 0, 0]);
    },
    LIMIT_MS,
  );
});
