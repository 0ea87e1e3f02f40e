import { afterAll, beforeAll, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { addCreator, collect } from '../support/creators.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

/** Analysing is in no hurry: a run every ten seconds. */
const LIMIT_MS = 30_000;

let youtube: YouTubeSimulator;
let installation: Installation;
let admin: Account;

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: ['test-key'] });
  installation = await Installation.create(youtubeVariables(youtube, 'test-key'));
  admin = await installation.admin(await installation.start());
});

afterAll(async () => {
  await installation.stop();
  await youtube.close();
});

it('tells what the words of a content say, again when they change, and all of it when the analyser got better', async () => {
  const creator = await addCreator(youtube, admin, '가수', ['새 노래 #신곡 @friend', '🎵']);
  const { body } = await admin.api.get(`/creators/${creator.id}/contents`);
  const [song, emoji] = ['새 노래 #신곡 @friend', '🎵'].map((title) =>
    body.data.find((content: { title: string }) => content.title === title),
  );
  const metadata = async ({ id }: { id: string }) =>
    (await admin.api.get(`/contents/${id}`)).body.data.metadata;
  const analysed = (content: { id: string }, hashtag?: string) =>
    eventually(
      'it is analysed',
      async () => {
        const found = await metadata(content);
        return found.hashtags !== undefined && found.hashtags[0] === hashtag ? found : null;
      },
      LIMIT_MS,
    );
  expect(await analysed(song, '신곡')).toMatchObject({ detectedLanguage: 'ko', mentions: ['friend'] });
  expect(await analysed(emoji)).toMatchObject({ detectedLanguage: null, hashtags: [], mentions: [] });

  youtube.catalogue.update(song.externalId, { title: 'A brand new song for all of you #newsong' });
  youtube.catalogue.publish(creator.externalId, { title: '#셋째' });
  await collect(admin, { id: creator.id, channelId: creator.channelId }, 3);
  await installation.database.query("UPDATE content_looks SET due_at = now(), kind = 'news'");
  await installation.database.query(
    'UPDATE content_analyses SET analysed_by = 0, hashtags = ARRAY[$$old$$] WHERE content_id = $1',
    [emoji.id],
  );
  expect(await analysed(song, 'newsong')).toMatchObject({ detectedLanguage: 'en', mentions: [] });
  await analysed(emoji);
});
