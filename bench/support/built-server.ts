import type * as Config from '../../src/config/index.js';
import type * as Planner from '../../src/modules/collection/schedule.planner.js';
import type * as Clocks from '../../src/platform/clock/index.js';
import type * as Eventing from '../../src/platform/events/index.js';
import type * as Queueing from '../../src/platform/queue/index.js';
import type * as Server from '../../src/server.js';
import type { Tokens } from '../../test/simulation/world.js';
import type { Cleanup } from './cleanup.js';

export interface BuiltServer {
  tokens: Tokens;
  start: (cleanup: Cleanup, variables: Record<string, string>) => Promise<Server.RunningServer>;
}

/** The built server, to be run in this process: what compiles these benches knows nothing of Nest's decorators. */
export async function builtServer(): Promise<BuiltServer> {
  const { startServer } = (await load('server.js')) as typeof Server;
  const { AppConfig } = (await load('config/index.js')) as typeof Config;
  const { Clock } = (await load('platform/clock/index.js')) as typeof Clocks;
  const { JobQueue } = (await load('platform/queue/index.js')) as typeof Queueing;
  const { Events } = (await load('platform/events/index.js')) as typeof Eventing;
  const { SchedulePlanner } = (await load('modules/collection/schedule.planner.js')) as typeof Planner;
  return {
    tokens: { Clock, JobQueue, Events, SchedulePlanner },
    start: async (cleanup, variables) => {
      const server = await startServer(AppConfig.from(variables));
      await cleanup.defer(() => server.stop());
      return server;
    },
  };
}

function load(path: string): Promise<unknown> {
  return import(new URL(`../../dist/${path}`, import.meta.url).href) as Promise<unknown>;
}
