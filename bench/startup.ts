import type { Benchmark } from './support/benchmark.js';
import { Child, ROOT } from './support/children.js';
import { printSeries } from './support/figures.js';
import { Installation, listeningUrl } from './support/installation.js';
import { megabytes, residentKib } from './support/memory.js';
import { seedCatalogue } from './support/seed.js';
import { until } from './support/until.js';

const STARTS = 5;
const SETTLED_WITHIN_KIB = 1024;
const SETTLING_MS = 5_000;
const LOOK_EVERY_MS = 250;

const COMMANDS = {
  npm: { command: 'npm', args: ['start'], cwd: ROOT },
  node: { command: process.execPath, args: ['dist/main.js'], cwd: ROOT },
};

/**
 * From the call of `npm start` to the first answer of `GET /health/live`, on a data directory that holds 200 creators
 * and 10,000 contents and whose PostgreSQL has to be started, too; five times, after one that may have to build. Beside
 * it `node dist/main.js`, without npm and its check for a stale build: of that process the resident memory is taken
 * (`VmRSS`, Linux only), when it has listened, was left alone, and has not changed by more than 1 MiB for five seconds.
 */
export const startup: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const first = await installation.start();
  await seedCatalogue(installation.client, { creators: 200, contents: 10_000 });
  await first.child.stop();
  await installation.leave();

  const start = async (command: keyof typeof COMMANDS) => {
    const started = performance.now();
    const child = await Child.start(cleanup, { ...COMMANDS[command], variables: installation.variables });
    const url = await child.waitForLine(listeningUrl);
    await fetch(`${url}/health/live`).then((answer) => answer.text());
    return { child, seconds: (performance.now() - started) / 1000 };
  };
  await (await start('npm')).child.stop();

  const seconds = { npm: [] as number[], node: [] as number[] };
  const memory: number[] = [];
  for (let n = 0; n < STARTS; n++) {
    const npm = await start('npm');
    seconds.npm.push(npm.seconds);
    await npm.child.stop();
    const node = await start('node');
    seconds.node.push(node.seconds);
    memory.push(megabytes(await idleKib(node.child.pid)));
    await node.child.stop();
  }
  printSeries({ name: 'npm start, until it listens', values: seconds.npm }, 's', '< 3 s', 2);
  printSeries({ name: 'node dist/main.js, until it listens', values: seconds.node }, 's', undefined, 2);
  printSeries({ name: 'idle, resident memory', values: memory }, 'MB', '< 180 MB');
};

/** Resident memory of a process that has come to rest, in KiB. */
async function idleKib(pid: number): Promise<number> {
  const samples: number[] = [];
  const needed = SETTLING_MS / LOOK_EVERY_MS;
  await until(
    'the memory settles',
    async () => {
      samples.push(await residentKib(pid));
      const last = samples.slice(-needed);
      return last.length === needed && Math.max(...last) - Math.min(...last) <= SETTLED_WITHIN_KIB;
    },
    { everyMs: LOOK_EVERY_MS },
  );
  return samples.at(-1) ?? Number.NaN;
}
