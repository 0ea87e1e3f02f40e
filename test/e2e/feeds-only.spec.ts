import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castCreators, type Creator } from '../../simulators/demo/cast.js';
import { publishHistory } from '../../simulators/demo/history.js';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

/** As many as a feed shows. */
const FEED_SIZE = 15;

describe('without any key, from feeds alone', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let admin: Account;
  let cast: Creator[];

  beforeAll(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['nobody has it'] });
    cast = castCreators(youtube.catalogue);
    publishHistory(youtube.catalogue, cast, new Date());
    installation = await Installation.create({
      ...youtubeVariables(youtube),
      ...{ COLLECT_INTERVAL_SECONDS: '1', COLLECT_MAX_INTERVAL_SECONDS: '1' },
    });
    admin = await installation.admin(await installation.start());
  });
  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  const titlesOnPlatform = ({ channelId }: Creator): string[] =>
    youtube.catalogue
      .uploadsOf(channelId)
      .list('UU')
      .visible.newestFirst()
      .slice(0, FEED_SIZE)
      .map(({ title }) => title)
      .sort();

  it("all of the demo's creators are collected, and what they publish then", async () => {
    const added = await Promise.all(
      cast.map(async (creator) => {
        const url = `https://www.youtube.com/channel/${creator.channelId}`;
        const { body } = await admin.api.post('/creators', { channels: [{ platform: 'youtube', url }] });
        return { creator, id: body.data.id as string };
      }),
    );
    const titlesOf = async (id: string): Promise<string[]> => {
      const { body } = await admin.api.get(`/creators/${id}/contents?limit=100`);
      return body.data.map(({ title }: { title: string }) => title).sort();
    };
    expect(added.length).toBeGreaterThan(10);
    for (const { creator, id } of added) {
      const published = titlesOnPlatform(creator);
      await eventually(`${creator.name} is collected`, async () => {
        return (await titlesOf(id)).length === published.length;
      });
      expect(await titlesOf(id)).toEqual(published);
    }
    for (const { creator } of added) youtube.catalogue.publish(creator.channelId, { title: '새 영상' });
    for (const { creator, id } of added) {
      await eventually(`${creator.name} has news`, async () => (await titlesOf(id)).includes('새 영상'));
    }
    // The feed, and the hub that nobody was asked at: no address of ours is known.
    expect(new Set(youtube.requests.all().map(({ endpoint }) => endpoint))).toEqual(new Set(['feed']));
  });
});
