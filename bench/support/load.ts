import autocannon from 'autocannon';
import { z } from 'zod';
import { BenchmarkError } from './benchmark.js';
import type { Cleanup } from './cleanup.js';
import { printFigure, printRatio } from './figures.js';
import { Helper } from './helper.js';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;
const ROUNDS = 5;
const ROUND_SECONDS = 3;

interface Target {
  url: string;
  headers?: Record<string, string>;
}

/**
 * Puts the same load on a route of the server and on `node:http` that answers the same bytes, in turns, and prints
 * requests a second of both. The server, the reference and the load generator (this process) are a process each.
 */
export async function compareWithBareServer(cleanup: Cleanup, ours: Target, goal: string): Promise<void> {
  const answer = await fetch(ours.url, { headers: { ...ours.headers, 'accept-encoding': 'identity' } });
  const text = await answer.text();
  if (!answer.ok) throw new BenchmarkError(`${ours.url} answered ${answer.status}: ${text}`);
  const helper = await Helper.start(cleanup, './bare-server.ts');
  const contentType = answer.headers.get('content-type') ?? '';
  const content: unknown = JSON.parse(text);
  const bare = z.object({ url: z.url() }).parse(await helper.ask({ contentType, content }));

  for (const target of [ours, bare]) await requestsPerSecond(target, WARM_UP_SECONDS);
  const series = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    series.ours.push(await requestsPerSecond(ours, ROUND_SECONDS));
    series.bare.push(await requestsPerSecond(bare, ROUND_SECONDS));
  }
  printFigure('answer', `${Buffer.byteLength(text).toLocaleString('en')} bytes`);
  const unit = 'requests/s';
  printRatio(
    { name: 'the server', values: series.ours },
    { name: 'node:http', values: series.bare },
    unit,
    goal,
  );
}

/** @throws BenchmarkError if not every request was answered well */
async function requestsPerSecond(target: Target, seconds: number): Promise<number> {
  const result = await autocannon({ ...target, connections: CONNECTIONS, duration: seconds });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new BenchmarkError(`${failed} requests to ${target.url} failed`);
  return result.requests.total / result.duration;
}
