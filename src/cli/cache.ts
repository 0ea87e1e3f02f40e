import { Cache } from '../platform/cache/index.js';
import { type Command, withApp } from './command.js';

export const cacheClear: Command = {
  name: 'cache:clear',
  summary: 'empty the cache in Redis and, over the bus, in every running process',
  run: async (load) => {
    const config = load();
    if (config.redis === null) {
      console.log('Without Redis every process caches in its own memory: restarting it empties the cache.');
      return true;
    }
    await withApp(config, (app) => app.get(Cache).clear());
    console.log('Cleared.');
    return true;
  },
};
