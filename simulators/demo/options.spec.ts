import { expect, it } from 'vitest';
import { readOptions } from './options.js';

it('needs nothing, and takes an empty variable for none', () => {
  const defaults = { port: null, dataDir: null, seconds: null, feedsOnly: false };
  expect(readOptions({})).toEqual(defaults);
  expect(readOptions({ APP_PORT: '', DATA_DIR: '', DEMO_SECONDS: '', DEMO_FEEDS_ONLY: '' })).toEqual(
    defaults,
  );
});

it('reads what is set', () => {
  const options = { APP_PORT: '4100', DATA_DIR: '/srv/demo', DEMO_SECONDS: '20', DEMO_FEEDS_ONLY: '1' };
  expect(readOptions(options)).toEqual({ port: 4100, dataDir: '/srv/demo', seconds: 20, feedsOnly: true });
});

it('names all that is wrong', () => {
  expect(() => readOptions({ APP_PORT: '99999', DEMO_SECONDS: 'long', DATA_DIR: 'ok' })).toThrow(
    /^APP_PORT: .*\nDEMO_SECONDS: .*$/,
  );
});
