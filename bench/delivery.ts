import { io, type Socket } from 'socket.io-client';
import { startYouTubeSimulator } from '../simulators/youtube/index.js';
import { youtubeVariables } from '../test/support/platforms.js';
import { addCreator, registerFan, signInAdmin } from './support/accounts.js';
import { type Benchmark, BenchmarkError } from './support/benchmark.js';
import { printFigure, quantile } from './support/figures.js';
import { Installation } from './support/installation.js';
import { until } from './support/until.js';

/** As many as a feed shows. */
const BACKLOG = 15;
const WARM_UP = 20;
const VIDEOS = 200;
const NOTIFICATION_LIMIT_MS = 10_000;

/**
 * How long after the commit of a new video's row its fan's socket has the notification, on the embedded tier with
 * nothing else to do. 200 videos, one after the other: published in the simulator, found in the channel's feed by a manual
 * sync (with a key, news would wait for company before it is looked up and shown), and timed from
 * the moment PostgreSQL kept for the commit (`pg_xact_commit_timestamp` of the row, taken before the commit is flushed to
 * disk, so the flush counts) to the moment the client's callback is called. Both are readings of this machine's clock, the
 * second one in whole milliseconds.
 */
export const delivery: Benchmark = async (cleanup) => {
  const youtube = await startYouTubeSimulator();
  await cleanup.defer(() => youtube.close());
  const installation = await Installation.create(cleanup);
  const { client } = installation;
  const { url } = await installation.start(youtubeVariables(youtube));
  const admin = await signInAdmin(url);
  const fan = await registerFan(url);

  const { id: youtubeId } = youtube.catalogue.addChannel({ title: 'Channel' });
  const yesterday = new Date(Date.now() - 86_400_000);
  for (let n = 0; n < BACKLOG; n++) {
    youtube.catalogue.publish(youtubeId, { title: `Backlog ${n}`, publishedAt: yesterday });
  }
  const { creatorId, channelId } = await addCreator(admin, youtubeId);
  await until('the backlog is collected', async () => {
    const { rows } = await client.query<{ done: boolean }>(
      'SELECT content_count = $2 AS done FROM creators WHERE id = $1',
      [creatorId, BACKLOG],
    );
    return rows[0]?.done === true;
  });
  await fan.api.post(`/creators/${creatorId}/subscribe`);

  const socket = io(`${url}/notifications`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: fan.token },
  });
  await cleanup.defer(() => socket.disconnect());
  await next(socket, 'connect');

  const heardAt = new Map<string, number>();
  for (let n = 0; n < WARM_UP + VIDEOS; n++) {
    const heard = next(socket, 'new-notification');
    youtube.catalogue.publish(youtubeId, { title: `Video ${n}` });
    await admin.api.post(`/creators/${creatorId}/channels/${channelId}/sync`);
    const { data } = (await heard) as { data: { contentId: string } };
    if (n >= WARM_UP) heardAt.set(data.contentId, Date.now());
  }
  // An update would make a new version of the row, with another transaction's time.
  const { rows } = await client.query<{ id: string; committed_ms: string }>(
    `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS committed_ms
     FROM contents WHERE id = ANY($1) AND updated_at = created_at`,
    [[...heardAt.keys()]],
  );
  const times = rows.map(({ id, committed_ms }) => (heardAt.get(id) ?? Number.NaN) - Number(committed_ms));
  const ms = (share: number) => `${quantile(times, share).toFixed(1)} ms`;
  printFigure('commit to socket, p50', ms(0.5), `of ${times.length}`, '< 60 ms');
  printFigure('commit to socket, p99', ms(0.99), `longest ${ms(1)}`, '< 250 ms');
};

function next(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new BenchmarkError(`The socket heard no ${event}`)),
      NOTIFICATION_LIMIT_MS,
    );
    socket.once(event, (payload: unknown) => {
      clearTimeout(timer);
      resolve(payload);
    });
  });
}
