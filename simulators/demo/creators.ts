import { z } from 'zod';
import { creatorAnswer, type CreatorAnswer } from './answers.js';
import { type Api, ApiError } from './api.js';
import { type Creator } from './cast.js';
import { DemoError } from './errors.js';
import { until } from './poll.js';

const COLLECTED_LIMIT_MS = 60_000;

/** MyPick's ids of the creators, by the ids of their channels. */
export type CreatorIds = ReadonlyMap<string, string>;

/** Adds the creators as an admin does, by the address of their channel. Those that are there already stay. */
export async function addCreators(admin: Api, cast: readonly Creator[]): Promise<CreatorIds> {
  for (const { channelId, show } of cast) {
    const url = `https://www.youtube.com/channel/${channelId}`;
    const body = { channels: [{ platform: 'youtube', url }], category: show.category, tags: show.tags };
    await admin.post('/creators', body, z.unknown()).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.code === 'CHANNEL_ALREADY_ADDED')) throw error;
    });
  }
  const creators = await listCreators(admin);
  const found = new Map(
    creators.flatMap(({ id, channels }) => channels.map(({ externalId }) => [externalId, id])),
  );
  return new Map(
    cast.flatMap(({ channelId }) => {
      const id = found.get(channelId);
      return id === undefined ? [] : [[channelId, id]];
    }),
  );
}

/**
 * Waits until every channel has been looked at since then, and tells how many contents MyPick has. What was published
 * before the first look counts as history, of which nobody is told.
 * @throws DemoError when it takes longer than a minute
 */
export async function historyCollected(
  api: Api,
  since: Date,
  progress: (contents: number) => void,
): Promise<number> {
  const look = async (): Promise<number | null> => {
    const creators = await listCreators(api);
    const contents = creators.reduce((sum, { contentCount }) => sum + contentCount, 0);
    progress(contents);
    const channels = creators.flatMap((creator) => creator.channels);
    return channels.every(({ lastSyncAt }) => lastSyncAt !== null && lastSyncAt >= since) ? contents : null;
  };
  const contents = await until(look, { everyMs: 100, limitMs: COLLECTED_LIMIT_MS, signal: api.signal });
  if (contents !== null) return contents;
  throw new DemoError(`The history was not collected within ${COLLECTED_LIMIT_MS / 1000} s.`);
}

function listCreators(api: Api): Promise<CreatorAnswer[]> {
  return api.get('/creators?limit=100', z.array(creatorAnswer));
}
