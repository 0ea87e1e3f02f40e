import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { Publisher, type Publishing } from '../support/publisher.js';
import { ServerProcess } from '../support/server-process.js';
import { type Account, Installation } from '../support/test-server.js';

/** No read is staler than this. */
const STALE_MS = 1_000;
const ROUNDS = 10;
const KILLS = 3;
const LIMIT_MS = 180_000;

let installation: Installation;
let server: RunningServer;
let publisher: Publisher;
let creator: Publishing;
let fan: Account;

beforeAll(async () => {
  installation = await Installation.create();
  server = await installation.start({ ROLES: 'api' });
  publisher = new Publisher(server, installation.database);
  creator = await publisher.addCreator();
  fan = await installation.fan(server);
  await fan.api.post(`/creators/${creator.id}/subscribe`);
}, LIMIT_MS);

afterAll(async () => {
  await ServerProcess.killAll();
  await installation.stop();
});

const start = (): Promise<ServerProcess> => ServerProcess.start({ ...installation.variables, ROLES: 'api' });

describe('what one process changes', () => {
  it(
    'is seen by another within a second, also when it has lost the line on which it hears of changes',
    async () => {
      const other = await start();
      const there = new ApiClient(other.url, fan.token);
      const ids = async (): Promise<string[]> =>
        (await there.get('/feed')).body.data.map(({ id }: { id: string }) => id);
      const shows = (what: string, look: () => Promise<boolean>) => eventually(what, look, STALE_MS);

      for (let round = 0; round < ROUNDS; round++) {
        await ids();
        if (round % 3 === 2) {
          await installation.database.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'mypick-listener' AND datname = current_database()`,
          );
        }
        const [video] = await publisher.publish(creator, 'youtube', [{}]);
        await shows('it is there', async () => (await ids())[0] === video!.id);
        await fan.api.post(`/contents/${video!.id}/hide`);
        await shows('it is hidden', async () => !(await ids()).includes(video!.id));
        await fan.api.delete(`/creators/${creator.id}/subscribe`);
        await shows('nobody is followed', async () => (await ids()).length === 0);
        await fan.api.post(`/creators/${creator.id}/subscribe`);
        await shows('somebody is followed', async () => (await ids()).length === round);
        await fan.api.delete(`/contents/${video!.id}/hide`);
        await shows('it is shown again', async () => (await ids())[0] === video!.id);
      }
      expect(await other.stop()).toBe(0);
    },
    LIMIT_MS,
  );
});

describe('views that were accepted', () => {
  it(
    'are there after the process is killed',
    async () => {
      const accepted = new Set<string>();
      for (let kill = 0; kill < KILLS; kill++) {
        const doomed = await start();
        const client = new ApiClient(doomed.url, fan.token);
        const contents = await publisher.publish(
          creator,
          'x',
          Array.from({ length: 200 }, () => ({})),
        );
        const enough = accepted.size + 10;
        const views = contents.map(async ({ id }) => {
          // A request that breaks off was not accepted, as far as anybody knows.
          const answer = await client.post(`/contents/${id}/view`).catch(() => null);
          if (answer?.status === 201) accepted.add(id);
        });
        await eventually('some were accepted', () => accepted.size >= enough);
        await doomed.kill();
        await Promise.all(views);
      }
      const [kept] = await installation.database.query<{ rows: string[]; events: string[]; counted: number }>(
        `SELECT ARRAY(SELECT content_id::text FROM interactions WHERE user_id = $1 AND watched_at IS NOT NULL) AS rows,
           ARRAY(SELECT payload->>'contentId' FROM outbox_events WHERE name = 'content.viewed') AS events,
           (SELECT sum(views)::int FROM content_count_deltas) AS counted`,
        [fan.id],
      );
      expect(kept!.rows).toEqual(expect.arrayContaining([...accepted]));
      expect(kept!.events.toSorted()).toEqual(kept!.rows.toSorted());
      expect(kept!.counted).toBe(kept!.rows.length);
    },
    LIMIT_MS,
  );
});
