import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { expectEachOnce, settle } from '../support/books.js';
import { eventually } from '../support/eventually.js';
import { FanClub, type FollowedChannel } from '../support/fan-club.js';
import { youtubeVariables } from '../support/platforms.js';
import { seeded } from '../support/random.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestSocket } from '../support/sockets.js';
import { Installation } from '../support/test-server.js';

const KILLS = 20;
const SIZE = { channels: 4, fans: 3 };
/** Set it to the number in the name of a test that failed. The moments are the same then; what falls on them may not be. */
const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const ANSWER_LIMIT_MS = 60_000;
const LIMIT_MS = 600_000;

/** From when on the random time runs: the request for a look, or the platform's answer that tells of the video. */
type Origin = 'request' | 'answer';

/** How far the last video of a round had got when the process was killed. */
type Stage = 'not stored' | 'event committed' | 'job queued' | 'notified' | 'heard';

/**
 * What becomes of the window after a kill: the way is longer when earlier kills have left work behind, and changes with
 * the load of the machine, but the kills are to fall all over it.
 */
const CORRECTION: Record<Stage, number> = {
  'not stored': 1.5,
  'event committed': 1,
  'job queued': 1,
  notified: 1,
  heard: 0.7,
};

interface Round {
  sockets: TestSocket[];
  /** The video published last. */
  video: string;
  began: Record<Origin, Promise<number>>;
  /** Resolves when all requests are answered, or broken off. */
  asked: Promise<unknown>;
}

describe('a server that is killed while videos travel through it', () => {
  const random = seeded(SEED);
  const stages: Stage[] = [];
  /** Looks that no server has promised yet: those of requests that met a dying one. */
  const owed = new Set<FollowedChannel>();
  /** Emits the id of each video that the platform tells of, with the time. */
  const answers = new EventEmitter();
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let club: FanClub;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator();
    youtube.faults.always('videos', (reply) => {
      const { items } = JSON.parse(reply.body) as { items: { id: string }[] };
      for (const { id } of items) answers.emit(id, performance.now());
      return reply;
    });
    installation = await Installation.create(youtubeVariables(youtube, 'test-key'));
  });

  afterAll(async () => {
    await ServerProcess.killAll();
    await installation.stop();
    await youtube.close();
  });

  const start = (): Promise<ServerProcess> => ServerProcess.start(installation.variables);

  /** Publishes one to three videos, and asks for looks at their channels and at those still owed. */
  async function begin({ url }: ServerProcess): Promise<Round> {
    const sockets = await club.connectAll(url);
    let video = '';
    for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
      const channel = club.channels[Math.floor(random() * club.channels.length)];
      if (channel === undefined) throw new RangeError('random() is below 1');
      video = club.publish(channel);
      owed.add(channel);
    }
    const began = { request: Promise.resolve(performance.now()), answer: answerWith(video) };
    began.answer.catch(() => undefined); // Not every round waits for it.
    const requests = [...owed].map(async (channel) => {
      // A request that breaks off is made again in the next round; one that was answered never is.
      if (await club.requestLook(url, channel).catch(() => false)) owed.delete(channel);
    });
    return { sockets, video, began, asked: Promise.all(requests) };
  }

  /** When the platform first tells of a video. */
  async function answerWith(video: string): Promise<number> {
    const [at] = await once(answers, video, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return Number(at);
  }

  /** How long the way to the last fan's socket takes, in a server as young as those that will be killed. */
  async function measure(): Promise<Record<Origin, number>> {
    const server = await start();
    const { sockets, began } = await begin(server);
    const news = (socket: TestSocket) => socket.all('new-notification').length;
    await eventually('all is heard', () => sockets.every((socket) => news(socket) === club.announced.size));
    const heardAt = performance.now();
    sockets.forEach((socket) => socket.close());
    await server.kill();
    return { request: heardAt - (await began.request), answer: heardAt - (await began.answer) };
  }

  async function killAfter(origin: Origin, delayMs: number): Promise<Stage> {
    const server = await start();
    const { sockets, video, began, asked } = await begin(server);
    await began[origin];
    await delay(delayMs); // Waits for nothing: this is the random moment.
    await server.kill();
    await asked;
    const heard = sockets.map((socket) => socket.all('new-notification').map(({ message }) => message));
    sockets.forEach((socket) => socket.close());
    return stageOf(video, heard);
  }

  async function stageOf(video: string, heard: string[][]): Promise<Stage> {
    const [row] = await installation.database.query<{ title: string; waits: boolean; notified: number }>(
      `SELECT title,
         EXISTS (SELECT FROM outbox_events WHERE payload->>'contentId' = c.id::text) AS waits,
         (SELECT count(*)::int FROM notifications WHERE data->>'contentId' = c.id::text) AS notified
       FROM contents c WHERE external_id = $1`,
      [video],
    );
    if (row === undefined) return 'not stored';
    if (row.waits) return 'event committed';
    if (row.notified < club.fans.length) return 'job queued';
    return heard.every((titles) => titles.includes(row.title)) ? 'heard' : 'notified';
  }

  it(
    `loses nothing and doubles nothing in ${KILLS} kills (CRASH_SEED=${SEED})`,
    async ({ annotate }) => {
      const first = await start();
      club = await FanClub.found(first.url, youtube, SIZE);
      await first.kill();
      const windows = await measure();
      await annotate(`milliseconds to the last socket: ${JSON.stringify(windows)}`);

      for (let kill = 0; kill < KILLS; kill++) {
        const origin = kill % 4 === 0 ? 'request' : 'answer';
        const stage = await killAfter(origin, random() * windows[origin]);
        stages.push(stage);
        windows[origin] *= CORRECTION[stage];
      }
      await annotate(`killed when the last video was: ${JSON.stringify(countOf(stages))}`);

      const last = await start();
      for (const channel of owed) expect(await club.requestLook(last.url, channel)).toBe(true);
      await settle(last.url, installation.database);
      await expectEachOnce(last.url, installation.database, club);
      expect(await last.stop()).toBe(0);
    },
    LIMIT_MS,
  );
});

function countOf(stages: readonly Stage[]): Partial<Record<Stage, number>> {
  const counts: Partial<Record<Stage, number>> = {};
  for (const stage of stages) counts[stage] = (counts[stage] ?? 0) + 1;
  return counts;
}
