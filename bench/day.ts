import { freePort } from '../test/support/ports.js';
import { cast, enlist } from '../test/simulation/cast.js';
import { play } from '../test/simulation/day.js';
import { Random } from '../test/simulation/random.js';
import { script } from '../test/simulation/script.js';
import { openStage } from '../test/simulation/stage.js';
import { startYouTubeSimulator } from '../simulators/youtube/index.js';
import { youtubeVariables } from '../test/support/platforms.js';
import { registerFan } from './support/accounts.js';
import { type Benchmark, BenchmarkError } from './support/benchmark.js';
import { builtServer } from './support/built-server.js';
import { printFigure, quantile } from './support/figures.js';
import { Installation } from './support/installation.js';

const CHANNELS = Number(process.env.BENCH_CHANNELS ?? 10_000);
const HOURS = Number(process.env.BENCH_HOURS ?? 24);
const POSTS_A_DAY = 1;
/** Of how many channels the hub tells. */
const PUSHED_SHARE = 0.9;
const DAILY_UNITS = 10_000;
/** `COLLECT_MAX_INTERVAL_SECONDS` as it is when nothing is set. */
const LONGEST_LOOK_MS = 6 * 3_600_000;
const API_KEY = 'bench';

/**
 * A day of 10,000 channels in minutes: one clock, which platform and server share, jumps from one thing that is due to
 * the next. Every post is followed to the socket of a fan who follows everybody. The delays are those of the simulated
 * clock, in whole seconds: what the machine needs beyond them is not counted. `BENCH_CHANNELS` and `BENCH_HOURS` make it
 * smaller.
 */
export const day: Benchmark = async (cleanup) => {
  const random = new Random(20_261_124);
  const clock = { ms: Date.UTC(2026, 10, 24, 8) }; // Midnight in California: the quota is whole.
  const youtube = await startYouTubeSimulator({
    apiKeys: [API_KEY],
    now: () => new Date(clock.ms),
    dailyQuota: DAILY_UNITS,
  });
  await cleanup.defer(() => youtube.close());
  const installation = await Installation.create(cleanup);
  const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await installation.client.query(text, values)).rows as Row[];
  const port = await freePort();
  const { tokens, start } = await builtServer();
  const server = await start(cleanup, {
    ...installation.variables,
    ...youtubeVariables(youtube, API_KEY),
    ...{ DATABASE_URL: installation.databaseUrl, DATABASE_AUTO_MIGRATE: 'true', LOG_LEVEL: 'error' },
    ...{ APP_PORT: String(port), APP_URL: `http://127.0.0.1:${port}`, ROLES: 'api,worker' },
  });
  const fan = await registerFan(server.url);
  const options = { channels: CHANNELS, postsADay: POSTS_A_DAY, pushedShare: PUSHED_SHARE };
  const actors = cast(youtube, options, new Date(clock.ms), random);
  await enlist(query, youtube, actors, new Date(clock.ms), random);
  const stage = await openStage({ youtube, query, clock, server, tokens, fan }, actors);
  await cleanup.defer(() => stage.fan.close());

  const started = performance.now();
  const scenes = script(actors, clock.ms, HOURS, random);
  const outcome = await play(stage, scenes, 2 * LONGEST_LOOK_MS);
  const minutes = (performance.now() - started) / 60_000;

  const dead = await stage.world.deadJobs();
  const seconds = (delays: readonly number[], share: number) => `${quantile(delays, share)} s`;
  const spread = (delays: readonly number[]) =>
    `p95 ${seconds(delays, 0.95)}, p99 ${seconds(delays, 0.99)}, of ${delays.length}`;
  printFigure(
    'channels, hours, posts',
    `${CHANNELS}, ${HOURS}, ${outcome.posts}`,
    `in ${minutes.toFixed(1)} min`,
  );
  printFigure('missed', String(outcome.missed.length), '', '0');
  printFigure('told twice', String(outcome.doubled.length), '', '0');
  printFigure('told with push, p50', seconds(outcome.pushed, 0.5), spread(outcome.pushed), '< 5 s');
  printFigure('told through feeds, p50', seconds(outcome.found, 0.5), spread(outcome.found));
  const units = youtube.used('main');
  printFigure(
    'units of the main bucket',
    String(units),
    `${(units / outcome.posts).toFixed(2)} a post`,
    '< 10,000',
  );
  const [bucket] = await query<{ used_by: Record<string, number> }>(
    "SELECT used_by FROM quota_buckets WHERE platform = 'youtube' AND name = 'main'",
  );
  printFigure('units, by whom', JSON.stringify(bucket?.used_by ?? {}));
  printFigure('searches', String(youtube.searchesUsed), '', '0');
  if (dead > 0) throw new BenchmarkError(`${dead} jobs are dead`);
};
