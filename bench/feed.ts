import pg from 'pg';
import { z } from 'zod';
import { type Benchmark, BenchmarkError } from './support/benchmark.js';
import type { Cleanup } from './support/cleanup.js';
import { type BenchFan, seedWorld, TOKEN_SECRET, type WorldSize } from './support/feed-world.js';
import { printFigure } from './support/figures.js';
import { Helper } from './support/helper.js';
import { Installation } from './support/installation.js';
import { compare, compareWithBareServer, printLatency, type Target } from './support/load.js';
import { megabytes } from './support/memory.js';

const FEED = '/api/v1/feed';
/** One that answers, as behind a load balancer: what works in the background is not what is measured. */
const SERVER = { ROLES: 'api', JWT_SECRET: TOKEN_SECRET, JWT_REFRESH_SECRET: TOKEN_SECRET };
const RATE = 1_000;
const DEEP_PAGES = 10;
const WORLD: WorldSize = {
  creators: 2_000,
  contents: Number(process.env.BENCH_FEED_CONTENTS ?? 200_000),
  fans: 2_000,
  followed: 40,
};
/** A world of the same kind, a twentieth as large. */
const SMALL: WorldSize = { ...WORLD, contents: WORLD.contents / 20 };

const answer = z.object({ pagination: z.object({ nextCursor: z.string().nullable() }) });

/**
 * The page a fan opens most: the first 20 items of `GET /feed`, with real access tokens, of 2,000 fans in turns who
 * follow 40 creators each, with 200,000 contents (`BENCH_FEED_CONTENTS`). Against `node:http` that writes such an answer
 * from an object with `JSON.stringify`, and against the feed as it was designed first, on the same database. Nobody
 * compresses: the load generator does not ask for it.
 */
export const feed: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const { url } = await installation.start(SERVER);
  const fans = await seedWorld(installation.client, WORLD);
  const first = fans[0];
  if (first === undefined) throw new BenchmarkError('there are no fans');
  const all = targetOf(url, fans);

  const { headers } = one(url, first);
  await compareWithBareServer(cleanup, { ...all, headers }, '>= 0.80');
  await compare(
    { name: '2,000 fans', ...all },
    { name: 'Express and TypeORM', ...targetOf(await startReference(cleanup, installation), fans) },
    '>= 10',
  );
  await printLatency(`at ${RATE} requests/s`, all, RATE, '< 20 ms');
  await compareDepth(url, first);
  await measureManyFollowed(installation, url, first);
  await measureHeads(cleanup);
  await compareSizes(cleanup, installation, all);
};

async function startReference(cleanup: Cleanup, { databaseUrl }: Installation): Promise<string> {
  const reference = await Helper.start(cleanup, '../reference/express-typeorm.ts');
  const started = await reference.ask({ databaseUrl, secret: TOKEN_SECRET });
  return z.object({ url: z.url() }).parse(started).url;
}

async function compareDepth(url: string, fan: BenchFan): Promise<void> {
  const { headers, url: top } = one(url, fan);
  let deep = top;
  for (let page = 1; page < DEEP_PAGES; page++) {
    const { pagination } = answer.parse(await (await fetch(deep, { headers })).json());
    deep = `${top}?cursor=${pagination.nextCursor ?? ''}`;
  }
  await compare(
    { name: 'ten pages deep', url: deep, headers },
    { name: 'first page', url: top, headers },
    '>= 0.5',
  );
}

/** The first fan follows everybody from now on. */
async function measureManyFollowed({ client }: Installation, url: string, fan: BenchFan): Promise<void> {
  await client.query(
    'INSERT INTO subscriptions (user_id, creator_id) SELECT $1, id FROM creators ON CONFLICT DO NOTHING',
    [fan.id],
  );
  await client.query(`SELECT pg_notify('follows_changed', $1)`, [fan.id]);
  await printLatency('2,000 followed, at 200 requests/s', one(url, fan), 200, '< 50 ms');
}

async function measureHeads(cleanup: Cleanup): Promise<void> {
  const helper = await Helper.start(cleanup, './heads-memory.ts');
  const { bytes } = z.object({ bytes: z.number() }).parse(await helper.ask({}));
  printFigure('heads of 100,000 creators', `${megabytes(bytes / 1024).toFixed(0)} MB`, '', '< 200 MB');
}

/** Whether a page gets slower when there is twenty times as much. */
async function compareSizes(cleanup: Cleanup, installation: Installation, large: Target): Promise<void> {
  const databaseUrl = new URL(installation.databaseUrl);
  databaseUrl.pathname = '/smaller';
  await installation.client.query('CREATE DATABASE smaller');
  const { url } = await installation.start({
    ...SERVER,
    DATABASE_URL: databaseUrl.href,
    DATABASE_AUTO_MIGRATE: 'true',
  });
  const client = new pg.Client({ connectionString: databaseUrl.href });
  await client.connect();
  await cleanup.defer(() => client.end());
  const small = targetOf(url, await seedWorld(client, SMALL));
  await compare(
    { name: `${WORLD.contents} contents`, ...large },
    { name: `${SMALL.contents} contents`, ...small },
    '>= 0.83',
  );
}

function one(url: string, { token }: BenchFan): Target & { headers: Record<string, string> } {
  return { url: url + FEED, headers: { authorization: `Bearer ${token}` } };
}

function targetOf(url: string, fans: readonly BenchFan[]): Target {
  const requests = fans.map(({ token }) => ({ path: FEED, headers: { authorization: `Bearer ${token}` } }));
  return { url: url + FEED, requests };
}
