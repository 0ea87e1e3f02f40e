import { z } from 'zod';
import { type Account, addCreator, dataOf, signInAdmin } from './support/accounts.js';
import type { Benchmark } from './support/benchmark.js';
import { printFigure } from './support/figures.js';
import { Installation } from './support/installation.js';
import { megabytes, residentKib } from './support/memory.js';
import { collectingFrom, Platform } from './support/platform.js';
import { until } from './support/until.js';

const VIDEOS = 20_000;
/** `BENCH_ITEMS` makes it smaller. */
const ITEMS = Number(process.env.BENCH_ITEMS ?? 1_000_000);
const CHANNELS_AT_A_TIME = 5;
const LIMIT_MS = 900_000;

/**
 * A creator with 20,000 videos is added through the API of `node dist/main.js`: how long until the API shows the first
 * page, until all is there, and for how many units. Then more of the kind, five at a time, to a million contents: the
 * server's resident memory, looked at twice a second. The simulator is a process of its own, and makes every answer anew.
 */
export const backfill: Benchmark = async (cleanup) => {
  const youtube = await Platform.start(cleanup);
  const { channelIds, live } = await youtube.publish(1, VIDEOS);
  const installation = await Installation.create(cleanup);
  const { client } = installation;
  const { url, child } = await installation.start(collectingFrom(live));
  const admin = await signInAdmin(url);
  const stored = async (): Promise<number> => {
    const { rows } = await client.query<{ items: string }>(
      'SELECT sum(content_count) AS items FROM creators',
    );
    return Number(rows[0]?.items);
  };

  await backfillOne(admin, channelIds[0] ?? '', stored);
  printFigure('units', String(await youtube.units()), '', '<= 801');

  const samples: number[] = [];
  const sampling = setInterval(() => {
    residentKib(child.pid).then(
      (kib) => samples.push(megabytes(kib)),
      () => undefined,
    );
  }, 500);
  await cleanup.defer(() => clearInterval(sampling));
  const started = performance.now();
  for (let there = VIDEOS; there < ITEMS;) {
    const channels = Math.min(CHANNELS_AT_A_TIME, Math.ceil((ITEMS - there) / VIDEOS));
    const more = await youtube.publish(channels, VIDEOS);
    await Promise.all(more.channelIds.map((id) => addCreator(admin, id)));
    there += channels * VIDEOS;
    const goal = there;
    await until('all is stored', async () => (await stored()) === goal, { everyMs: 500, limitMs: LIMIT_MS });
  }
  clearInterval(sampling);
  const minutes = (performance.now() - started) / 60_000;
  const mb = (values: readonly number[]) => `${Math.max(...values).toFixed(0)} MB`;
  const quarter = Math.ceil(samples.length / 4);
  printFigure(
    `most memory, over ${ITEMS.toLocaleString('en')} items`,
    mb(samples),
    `first quarter ${mb(samples.slice(0, quarter))}, last ${mb(samples.slice(-quarter))}; ${minutes.toFixed(1)} min`,
    '< 300 MB',
  );
};

async function backfillOne(admin: Account, youtubeId: string, stored: () => Promise<number>): Promise<void> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1_000).toFixed(2)} s`;
  const { creatorId } = await addCreator(admin, youtubeId);
  const isShown = async () => {
    const answer = await admin.api.get(`/creators/${creatorId}/contents?limit=50`);
    return dataOf(z.array(z.unknown()), answer).length === 50;
  };
  await until('the first page is shown', isShown, { everyMs: 20 });
  printFigure('first page, from the adding', seconds(), '', '< 2 s');
  await until('all is stored', async () => (await stored()) === VIDEOS, { everyMs: 50 });
  printFigure('20,000 videos', seconds(), '', '< 60 s');
}
