import { expect } from 'vitest';
import { type Answer, ApiClient } from './api-client.js';
import type { TestDatabase } from './databases.js';
import { eventually } from './eventually.js';
import type { FanClub, Member } from './fan-club.js';
import { readFigures } from './figures.js';
import { TestSocket } from './sockets.js';

/** Not a divisor of anything here, so that pages end in the middle. */
const PAGE = 7;
const SETTLE_MS = 60_000;

/** The lanes of jobs that carry videos to fans. */
type Lane = 'collection' | 'events';

/**
 * Resolves when nothing is under way: no event is held back, nothing waits for company to be looked up in, no job of these
 * lanes waits or runs, and none is dead.
 */
export async function settle(
  url: string,
  database: TestDatabase,
  lanes: readonly Lane[] = ['collection', 'events'],
): Promise<void> {
  let last = '';
  await eventually(
    'all work is done',
    async () => {
      const [waiting] = await database.query<{ events: number; hints: number }>(
        `SELECT (SELECT count(*)::int FROM outbox_events) AS events,
           (SELECT count(*)::int FROM contents WHERE state = 'announced') AS hints`,
      );
      const jobs = await jobsUnderWay(url, lanes);
      last = `${JSON.stringify(waiting)}, jobs ${JSON.stringify(jobs)}`;
      return [waiting?.events, waiting?.hints, ...Object.values(jobs)].every((count) => count === 0);
    },
    SETTLE_MS,
  ).catch((cause: unknown) => {
    throw new Error(`still there: ${last}`, { cause });
  });
}

async function jobsUnderWay(url: string, lanes: readonly Lane[]): Promise<Record<string, number>> {
  const jobs: Record<string, number> = {};
  for (const { name, labels, value } of await readFigures(url)) {
    const { lane, state } = labels;
    if (name === 'mypick_queue_jobs' && lanes.some((each) => each === lane)) jobs[`${lane}.${state}`] = value;
  }
  expect(Object.keys(jobs)).not.toEqual([]);
  return jobs;
}

/** How many jobs this process has run; of one kind, where that is given. */
export async function jobsRun(url: string, job?: string): Promise<number> {
  const figures = await readFigures(url);
  return figures
    .filter(({ name }) => name === 'mypick_job_duration_seconds_count')
    .filter(({ labels }) => job === undefined || labels.job === job)
    .reduce((sum, { value }) => sum + value, 0);
}

/**
 * Counts what the installation holds against what was published: every video once in the tables, in the creators'
 * counters and in each fan's feed, and one notification for each fan and video announced.
 */
export async function expectEachOnce(url: string, database: TestDatabase, club: FanClub): Promise<void> {
  const announced = [...club.announced].sort();
  const rows = await database.query<{ external_id: string }>('SELECT external_id FROM contents');
  expect(rows).toHaveLength(club.published);
  const stored = rows.map(({ external_id }) => external_id).sort();
  expect(stored).toEqual(expect.arrayContaining(announced));
  const creators = await Promise.all(club.channels.map((channel) => club.creator(url, channel)));
  const counted = creators.map(({ contentCount }) => Number(contentCount));
  expect(counted.reduce((sum, count) => sum + count)).toBe(club.published);

  const notified = await database.query<{ user_id: string; videos: string[] }>(
    `SELECT n.user_id, array_agg(c.external_id ORDER BY c.external_id COLLATE "C") AS videos
     FROM notifications n JOIN contents c ON c.id = (n.data->>'contentId')::bigint GROUP BY n.user_id`,
  );
  expect(new Map(notified.map(({ user_id, videos }) => [user_id, videos]))).toEqual(
    new Map(club.fans.map(({ id }) => [id, announced])),
  );

  for (const fan of club.fans) {
    expect((await readFeed(url, fan)).sort()).toEqual(stored);
    await expectUnread(url, fan, announced.length);
  }
}

/** The platform's ids of all videos in a fan's feed, page by page. */
async function readFeed(url: string, { token }: Member): Promise<string[]> {
  const api = new ApiClient(url, token);
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: Answer = await api.get(`/feed?limit=${PAGE}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    ids.push(...body.data.map(({ externalId }: { externalId: string }) => externalId));
    cursor = body.pagination.nextCursor;
  }
  return ids;
}

/** By the count, and by what a socket is told that connects now. */
async function expectUnread(url: string, { token }: Member, count: number): Promise<void> {
  const { body } = await new ApiClient(url, token).get('/notifications/unread-count');
  expect(body.data).toEqual({ count });
  const socket = await TestSocket.connect(url, '/notifications', token);
  const unread: { id: string; data: { contentId: string } }[] = await socket.first('unread-notifications');
  socket.close();
  expect(new Set(unread.map(({ data }) => data.contentId)).size).toBe(count);
  expect(unread).toHaveLength(count);
}
