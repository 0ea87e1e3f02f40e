import autocannon from 'autocannon';
import { z } from 'zod';
import { type Benchmark, BenchmarkError } from './support/benchmark.js';
import { seedWorld, TOKEN_SECRET } from './support/feed-world.js';
import { median, printFigure, printSeries } from './support/figures.js';
import { Installation } from './support/installation.js';

const WORLD = { creators: 200, contents: 20_000, fans: 2_000, followed: 1 };
/** As many phones that have just opened something. */
const CONNECTIONS = 200;
const ROUNDS = 3;
const ROUND_SECONDS = 5;

/**
 * Views a second that are answered after they are on the disk: `POST /contents/:id/view` of 2,000 fans who open 20,000
 * contents, the server, its PostgreSQL and the load on one machine.
 */
export const views: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const { url } = await installation.start({ JWT_SECRET: TOKEN_SECRET, JWT_REFRESH_SECRET: TOKEN_SECRET });
  const fans = await seedWorld(installation.client, WORLD);
  const { rows } = await installation.client.query<{ id: string }>('SELECT id FROM contents ORDER BY id');
  let sent = 0;
  const next = (): string => rows[(sent += 1) % rows.length]?.id ?? '';
  const requests = fans.map(({ token }) => ({
    method: 'POST' as const,
    headers: { authorization: `Bearer ${token}` },
    setupRequest: (request: autocannon.Request) => ({ ...request, path: `/api/v1/contents/${next()}/view` }),
  }));
  const accepted: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = await autocannon({ url, requests, connections: CONNECTIONS, duration: ROUND_SECONDS });
    if (result.non2xx > 0) throw new BenchmarkError(`${result.non2xx} views were refused`);
    accepted.push(result.requests.total / result.duration);
  }
  printSeries({ name: 'views accepted', values: accepted }, 'views/s', '>= 3,000');
  const stored = await installation.client.query('SELECT count(*)::int AS count FROM interactions');
  const { count } = z.object({ count: z.int() }).parse(stored.rows[0]);
  printFigure(
    'rows of fans and contents',
    count.toLocaleString('en'),
    `(median ${median(accepted).toFixed(0)} a second)`,
  );
};
