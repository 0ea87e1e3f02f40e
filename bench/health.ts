import type { Benchmark } from './support/benchmark.js';
import { Installation } from './support/installation.js';
import { compareWithBareServer } from './support/load.js';

/**
 * What a request costs before anything is done for it: `GET /health/live` of `node dist/main.js`, with all its hooks,
 * headers, guards and figures, against `node:http` answering the same body.
 */
export const health: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const { url } = await installation.start();
  await compareWithBareServer(cleanup, { url: `${url}/health/live` }, '>= 0.40');
};
