import autocannon from 'autocannon';
import { z } from 'zod';
import { BenchmarkError } from './benchmark.js';
import type { Cleanup } from './cleanup.js';
import { printFigure, printRatio } from './figures.js';
import { Helper } from './helper.js';

const CONNECTIONS = 32;
/** Until the compiler has done what it does; in requests, since a busy machine takes its time. */
const WARM_UP_REQUESTS = 10_000;
const ROUNDS = 5;
const ROUND_SECONDS = 3;

export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** In turns, instead of one and the same. */
  requests?: autocannon.Request[];
}

/**
 * Puts the same load on a route of the server and on `node:http` that answers the same bytes, in turns, and prints
 * requests a second of both. The server, the reference and the load generator (this process) are a process each.
 */
export async function compareWithBareServer(cleanup: Cleanup, ours: Target, goal: string): Promise<void> {
  const headers = { ...ours.headers, 'accept-encoding': 'identity' };
  const answer = await fetch(ours.url, { headers });
  const text = await answer.text();
  if (!answer.ok) throw new BenchmarkError(`${ours.url} answered ${answer.status}: ${text}`);
  const helper = await Helper.start(cleanup, './bare-server.ts');
  const contentType = answer.headers.get('content-type') ?? '';
  const content: unknown = JSON.parse(text);
  const bare = z.object({ url: z.url() }).parse(await helper.ask({ contentType, content }));
  printFigure('answer', `${Buffer.byteLength(text).toLocaleString('en')} bytes`);
  await compare({ name: 'the server', ...ours }, { name: 'node:http', ...bare }, goal);
}

/** Puts the same load on two targets, in turns, and prints requests a second of both. */
export async function compare(
  ours: Target & { name: string },
  reference: Target & { name: string },
  goal: string,
): Promise<void> {
  for (const target of [ours, reference]) await warmUp(target);
  const series = { ours: [] as number[], reference: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    series.ours.push(await requestsPerSecond(ours, ROUND_SECONDS));
    series.reference.push(await requestsPerSecond(reference, ROUND_SECONDS));
  }
  printRatio(
    { name: ours.name, values: series.ours },
    { name: reference.name, values: series.reference },
    'requests/s',
    goal,
  );
}

/** Prints how long answers take at a given rate. */
export async function printLatency(name: string, target: Target, rate: number, goal: string): Promise<void> {
  await warmUp(target);
  const connections = CONNECTIONS;
  const { latency, non2xx } = await autocannon({
    ...optionsOf(target),
    connections,
    overallRate: rate,
    duration: 10,
  });
  if (non2xx > 0) throw new BenchmarkError(`${non2xx} requests to ${target.url} failed`);
  const detail = `(p50 ${latency.p50}, max ${latency.max})`;
  printFigure(name, `p99 ${latency.p99} ms`, detail, goal);
}

async function warmUp(target: Target): Promise<void> {
  await autocannon({ ...optionsOf(target), connections: CONNECTIONS, amount: WARM_UP_REQUESTS });
}

/** @throws BenchmarkError if not every request was answered well */
export async function requestsPerSecond(target: Target, seconds: number): Promise<number> {
  const result = await autocannon({ ...optionsOf(target), connections: CONNECTIONS, duration: seconds });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new BenchmarkError(`${failed} requests to ${target.url} failed`);
  return result.requests.total / result.duration;
}

/** Each connection begins somewhere else in the requests: together they are through with all of them soon. */
function optionsOf({ url, headers, requests }: Target): autocannon.Options {
  if (requests === undefined) return { url, ...(headers === undefined ? {} : { headers }) };
  let connection = 0;
  const setupClient = (client: autocannon.Client): void => {
    const start = Math.floor((requests.length * connection) / CONNECTIONS) % requests.length;
    client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
    connection += 1;
  };
  return { url, requests, setupClient };
}
