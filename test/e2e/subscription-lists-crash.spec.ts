import { afterAll, beforeAll, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { ServerProcess } from '../support/server-process.js';
import { Installation } from '../support/test-server.js';

const CHANNELS = 120;
/** How much of the list is done when the process is killed. */
const KILLED_AT = [0, 7, 60, 90];
const LIMIT_MS = 60_000;
const PASSWORD = 'a long enough password';

let youtube: YouTubeSimulator;
let installation: Installation;

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: ['test-key'] });
  installation = await Installation.create(youtubeVariables(youtube, 'test-key'));
});

afterAll(async () => {
  await ServerProcess.killAll();
  await installation.stop();
  await youtube.close();
});

const done = async () => {
  const [row] = await installation.database.query<{ done: number }>(
    'SELECT count(outcome)::int AS done FROM subscription_import_entries',
  );
  return row?.done ?? 0;
};

it('goes on after every kill, and does each entry of a list once', async () => {
  const ids = Array.from(
    { length: CHANNELS },
    (_, n) => youtube.catalogue.addChannel({ title: `채널 ${n}` }).id,
  );
  let server = await ServerProcess.start(installation.variables);
  const registration = { name: 'Fan', email: 'fan@mypick.test', password: PASSWORD };
  const { body } = await new ApiClient(server.url).post('/auth/register', {
    ...{ ...registration, confirmPassword: PASSWORD, acceptTerms: true },
  });
  const fan = (path: string) => new ApiClient(server.url, body.data.tokens.accessToken).get(path);
  const list = ids.join('\n');
  const type = { 'content-type': 'text/plain' };
  const started = await new ApiClient(server.url, body.data.tokens.accessToken).post(
    '/subscriptions/import',
    list,
    type,
  );
  expect(started.status).toBe(202);

  for (const count of KILLED_AT) {
    await eventually(`${count} are done`, async () => (await done()) >= count, LIMIT_MS);
    await server.kill();
    server = await ServerProcess.start(installation.variables);
  }
  const view = await eventually(
    'the import is done',
    async () => {
      const { data } = (await fan(`/subscriptions/imports/${started.body.data.id}`)).body;
      return data.state === 'done' ? data : null;
    },
    LIMIT_MS,
  );
  expect(view).toMatchObject({
    total: CHANNELS,
    done: CHANNELS,
    followed: CHANNELS,
    added: CHANNELS,
    failedCount: 0,
  });
  const counts = await installation.database.query(
    `SELECT count(*)::int AS creators, sum(subscriber_count)::int AS fans,
       (SELECT count(*)::int FROM creator_channels) AS channels, (SELECT count(*)::int FROM subscriptions) AS follows
     FROM creators`,
  );
  expect(counts).toEqual([{ creators: CHANNELS, fans: CHANNELS, channels: CHANNELS, follows: CHANNELS }]);
}, 300_000);
