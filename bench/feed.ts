import { registerFan } from './support/accounts.js';
import type { Benchmark } from './support/benchmark.js';
import { Installation } from './support/installation.js';
import { compareWithBareServer } from './support/load.js';
import { seedCatalogue } from './support/seed.js';

const CREATORS = 200;
const CONTENTS = 50_000;
const FOLLOWED = 40;

/**
 * The page a fan opens most: the first 20 items of `GET /feed` for one who follows 40 of 200 creators with 50,000
 * contents, with a real access token, against `node:http` that writes the same answer from an object with
 * `JSON.stringify`. Neither side compresses: the load generator does not ask for it.
 */
export const feed: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const { url } = await installation.start();
  const fan = await registerFan(url);
  const creatorIds = await seedCatalogue(installation.client, { creators: CREATORS, contents: CONTENTS });
  await installation.client.query(
    'INSERT INTO subscriptions (user_id, creator_id) SELECT $1, followed FROM unnest($2::bigint[]) AS followed',
    [fan.id, creatorIds.slice(0, FOLLOWED)],
  );
  const headers = { authorization: `Bearer ${fan.token}` };
  await compareWithBareServer(cleanup, { url: `${url}/api/v1/feed`, headers }, '>= 0.15');
};
