import { once } from 'node:events';
import v8 from 'node:v8';
import { AppConfig, ConfigError } from './config/index.js';
import { Log } from './platform/telemetry/index.js';
import { startServer } from './server.js';

// Left alone, V8 lets what is dead grow to several times what lives before it looks: while a million contents are taken in,
// to 395 MB instead of 237, and no faster.
v8.setFlagsFromString('--heap-growing-percent=50');

async function main(): Promise<void> {
  const config = AppConfig.load();
  const log = new Log(config);
  // Asked for before anything is started: a signal that comes during the start must not leave a PostgreSQL behind.
  const signalled = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  try {
    const server = await startServer(config);
    log.info('server.listening', {
      url: server.url,
      docs: `${server.url}/api/docs`,
      roles: [...config.app.roles].join(','),
    });
    const [signal] = (await signalled) as [string];
    log.info('server.stopping', { signal });
    await stopWithin(config.app.shutdownTimeoutMs, server.stop(), log);
    log.info('server.stopped');
  } catch (error) {
    log.error('server.failed', { error });
    process.exitCode = 1;
  }
}

/** Past the time an operator allows, what still runs is left to be picked up after the next start. */
async function stopWithin(timeoutMs: number, stopping: Promise<void>, log: Log): Promise<void> {
  const timer = setTimeout(() => {
    log.warn('server.stop_timed_out');
    process.kill(process.pid, 'SIGKILL');
  }, timeoutMs + 5_000);
  await stopping;
  clearTimeout(timer);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
