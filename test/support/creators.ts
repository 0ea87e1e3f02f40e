import type { YouTubeSimulator } from '../../simulators/youtube/index.js';
import { eventually } from './eventually.js';
import type { Account } from './test-server.js';

const HOUR_MS = 3_600_000;

export interface AddedCreator {
  id: string;
  channelId: string;
  /** The platform's id of the channel. */
  externalId: string;
}

/** Has a creator added whose one channel shows these videos, and waits until they are there. */
export async function addCreator(
  youtube: YouTubeSimulator,
  admin: Account,
  title: string,
  videos: readonly string[] = ['하나'],
): Promise<AddedCreator> {
  const { id: externalId } = youtube.catalogue.addChannel({ title });
  // Platforms tell times by the second: what is to be news later may not share one with what was there before.
  const publishedAt = new Date(Date.now() - HOUR_MS);
  for (const video of videos) youtube.catalogue.publish(externalId, { title: video, publishedAt });
  const { body } = await admin.api.post('/creators', {
    channels: [{ platform: 'youtube', url: externalId }],
  });
  const { id, channels } = body.data;
  await eventually(`${title} is collected`, async () => {
    const { channels: looked, contentCount } = (await admin.api.get(`/creators/${id}`)).body.data;
    return looked[0].lastSyncAt !== null && contentCount === videos.length;
  });
  return { id, channelId: channels[0].id, externalId };
}

/** Has a channel looked at, and waits until its creator counts so many contents. */
export async function collect(
  admin: Account,
  { id, channelId }: Pick<AddedCreator, 'id' | 'channelId'>,
  contentCount: number,
): Promise<void> {
  await admin.api.post(`/creators/${id}/channels/${channelId}/sync`);
  await eventually(`there are ${contentCount} contents`, async () => {
    return (await admin.api.get(`/creators/${id}`)).body.data.contentCount === contentCount;
  });
}

/** Titles of what is shown of a creator, in the order of the alphabet. */
export async function titlesOf({ api }: Account, creatorId: string): Promise<string[]> {
  const { body } = await api.get(`/creators/${creatorId}/contents?limit=100`);
  return body.data.map(({ title }: { title: string }) => title).sort();
}
