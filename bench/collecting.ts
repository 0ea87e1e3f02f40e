import { createYouTubeConnector } from '../src/connectors/index.js';
import { createOutboundClient } from '../src/platform/outbound/index.js';
import { type Account, addCreator, signInAdmin } from './support/accounts.js';
import type { Benchmark } from './support/benchmark.js';
import type { Cleanup } from './support/cleanup.js';
import { readContents, upsertContents } from './support/contents-table.js';
import { printRatio, printSeries } from './support/figures.js';
import { Installation } from './support/installation.js';
import { type Addresses, API_KEY, collectingFrom, Platform } from './support/platform.js';
import { until } from './support/until.js';
import { youtubeDefaults } from '../test/support/spending.js';

const CALL = { priority: 'routine' } as const;

const ROUNDS = 3;
const CHANNELS = 20;
const VIDEOS_A_CHANNEL = 1_000;
const ITEMS = CHANNELS * VIDEOS_A_CHANNEL;
/** `QUEUE_CONCURRENCY` as it is when nothing is set: channels that the server reads at a time. */
const CHANNELS_AT_A_TIME = 8;

/**
 * New items a second from the platform to committed rows with their events. In each round 20 creators with 1,000 videos
 * each are added through the API of `node dist/main.js`, which collects them from the simulator (a process of its own,
 * which was asked the same before and answers from memory) through connector, ingest, outbox and commit; the time runs from the adding of the first creator to the commit of the
 * last row, both as PostgreSQL kept them. Against it: the same rows, read back, in a multi-row upsert of plain SQL over one
 * connection into a copy of the table with all its indexes, in the same database.
 *
 * Reading the same channels with the connector alone, from this process, shows what the platform's side costs. Server,
 * PostgreSQL and simulator share the cores of the machine, plain SQL has them to itself.
 */
export const collecting: Benchmark = async (cleanup) => {
  const youtube = await Platform.start(cleanup);
  const publish = () => youtube.publish(CHANNELS, VIDEOS_A_CHANNEL, { withShorts: true });
  const warmUp = await publish();

  const installation = await Installation.create(cleanup);
  const { client } = installation;
  const { url } = await installation.start(collectingFrom(warmUp.taped));
  await client.query('CREATE TABLE raw_contents (LIKE contents INCLUDING ALL)');
  const admin = await signInAdmin(url);
  const read = reader(cleanup, warmUp.taped);

  const rates = { collected: [] as number[], written: [] as number[], read: [] as number[] };
  const measure = async (youtubeIds: readonly string[]) => {
    await read(youtubeIds);
    return {
      read: await itemsPerSecond(() => read(youtubeIds)),
      ...(await collectAndRewrite(installation, admin, youtubeIds)),
    };
  };
  await measure(warmUp.channelIds);
  for (let round = 0; round < ROUNDS; round++) {
    const { read, collected, written } = await measure((await publish()).channelIds);
    rates.read.push(read);
    rates.collected.push(collected);
    rates.written.push(written);
  }
  printRatio(
    { name: 'collected', values: rates.collected },
    { name: 'plain upsert of the same rows', values: rates.written },
    'items/s',
    '>= 0.35',
  );
  printSeries({ name: 'read, not stored', values: rates.read }, 'items/s');
};

async function collectAndRewrite({ client }: Installation, admin: Account, youtubeIds: readonly string[]) {
  const added = await Promise.all(youtubeIds.map((id) => addCreator(admin, id)));
  const channelIds = added.map(({ channelId }) => channelId);
  const creatorIds = added.map(({ creatorId }) => creatorId);
  const isCollected = async () => {
    const { rows } = await client.query<{ items: string; events: string }>(PROGRESS, [creatorIds]);
    return Number(rows[0]?.items) === ITEMS && rows[0]?.events === '0';
  };
  await until('everything is collected', isCollected, { everyMs: 500 });
  const span = await client.query<{ seconds: string }>(SPAN, [channelIds]);
  const rows = await readContents(client, channelIds);
  return {
    collected: ITEMS / Number(span.rows[0]?.seconds),
    written: await itemsPerSecond(() => upsertContents(client, 'raw_contents', rows)),
  };
}

/** Small tables both, and not often: looking must not be felt. */
const PROGRESS = `
  SELECT (SELECT sum(content_count) FROM creators WHERE id = ANY($1)) AS items,
         (SELECT count(*) FROM outbox_events) AS events`;
const SPAN = `
  SELECT extract(epoch FROM max(pg_xact_commit_timestamp(contents.xmin)) - min(channel.created_at)) AS seconds
  FROM contents JOIN creator_channels AS channel ON channel.id = contents.channel_id
  WHERE contents.channel_id = ANY($1)`;

/** Reads channels to the end as the server does, and stores nothing. */
function reader(cleanup: Cleanup, { apiUrl, feedUrl }: Addresses) {
  const trustedOrigins = [new URL(apiUrl).origin];
  const http = createOutboundClient({ trustedOrigins, userAgent: 'bench', maxBytes: 10 * 1024 * 1024 });
  void cleanup.defer(() => http.close());
  const connector = createYouTubeConnector({
    ...youtubeDefaults(),
    apiUrl,
    feedUrl,
    apiKeys: [API_KEY],
    http,
  });
  return async (youtubeIds: readonly string[]): Promise<void> => {
    const queue = youtubeIds.values();
    const work = async () => {
      for (const externalId of queue) {
        for await (const _batch of connector.listContents({ externalId, handle: null }, null, CALL));
      }
    };
    await Promise.all(Array.from({ length: CHANNELS_AT_A_TIME }, work));
  };
}

async function itemsPerSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (ITEMS / (performance.now() - started)) * 1000;
}
