import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { eventually } from '../support/eventually.js';
import { ReplayServer } from '../support/replay-server.js';
import { type Account, Installation } from '../support/test-server.js';
import { hasSpecs } from '../support/youtube-discovery.js';

const KOREAN = 'UCSkxf8rEikMXb5Bgc92u_lQ';
const GOOGLE = 'UC_x5XG1OV2P6uZZ5FSM9Ttw';
const GOOGLE_OF_2015 = 'UCK8sQmJBp8GCxrOtXWBpyEA';
const NASA = 'UCLA_DiR1FfKNvjuUpBHmylQ';

if (!hasSpecs) process.stdout.write('replay.spec.ts is skipped: there is no ../shared/specs\n');

/** What is read of an answer here. */
interface Content {
  type: string;
  title: string;
  publishedAt: string;
  duration?: number;
  thumbnail: string;
  statistics: Record<'views' | 'likes' | 'comments', number | null>;
}

let youtube: ReplayServer;
let installation: Installation;
let server: RunningServer;
let admin: Account;
let fan: Account;

async function open(replay: ReplayServer, apiKey?: string): Promise<void> {
  youtube = replay;
  installation = await Installation.create({
    YOUTUBE_API_URL: youtube.apiUrl,
    YOUTUBE_FEED_URL: youtube.feedUrl,
    ...(apiKey === undefined ? {} : { YOUTUBE_API_KEY: apiKey }),
  });
  server = await installation.start();
  admin = await installation.admin(server);
  fan = await installation.fan(server);
}

async function close(): Promise<void> {
  await installation.stop();
  await youtube.close();
}

/** Adds the creator and follows them. */
async function follow(reference: string) {
  const added = await admin.api.post('/creators', { channels: [{ platform: 'youtube', url: reference }] });
  expect(added).toMatchObject({ status: 201 });
  await fan.api.post(`/creators/${added.body.data.id}/subscribe`);
  return added.body.data;
}

/** What the API shows of a creator, as soon as there is that much of it. */
async function contentsOf({ id }: { id: string }, count: number): Promise<Content[]> {
  return eventually(`${count} contents are there`, async () => {
    const { body } = await fan.api.get(`/creators/${id}/contents?limit=100`);
    return body.data.length >= count ? (body.data as Content[]) : null;
  });
}

describe.skipIf(!hasSpecs)('real answers of the Data API, replayed', () => {
  beforeAll(async () => {
    const google = {
      // All other videos that were recorded whole are lent to this channel.
      videosOf: [
        'videos.list.two',
        'videos.list.mostPopular.stats-5',
        'videos.list.multi.2019-etag-quoted',
        'videos.list.upcoming.full',
      ],
      // Thirteen videos that videos.list knows nothing of, as if all had been deleted since.
      thenPages: ['playlistItems.list.page1', 'playlistItems.list.page2'],
    };
    await open(
      await ReplayServer.start({ [KOREAN]: { videosOf: ['videos.list.ko'] }, [GOOGLE]: google }),
      'a key',
    );
  });

  afterAll(close);

  it('a Korean channel, found by its handle, and its video', async () => {
    const creator = await follow('https://www.youtube.com/@user-nm1id1hr8f');
    expect(creator).toMatchObject({
      displayName: '유니 발닦개',
      avatar: expect.stringMatching(/^https:\/\/yt3\.ggpht\.com\/BuTK3zR07.*=s800-c-k-c0x00ffffff-no-rj$/),
      description: '스텔라이브 "팬페이지"  입니다.  \n\n피드백 및 불만사항등등 : [email-redacted] \n',
      followerCount: 18_900,
      totalViews: 22_726_713,
      channels: [{ externalId: KOREAN, handle: 'user-nm1id1hr8f', syncStatus: 'active' }],
    });
    const [video, ...others] = await contentsOf(creator, 1);
    expect(others).toEqual([]);
    expect(video).toEqual({
      id: expect.stringMatching(/^\d+$/),
      type: 'video',
      platform: 'youtube',
      externalId: 'qcvgxgfnp9E',
      title: 'ai도파 - 씨유어게인 히나 반응',
      description: expect.stringMatching(
        /^수익창출xx\n치지직꾸\n\[칸나\]\n▶https[^]*#버튜버 #히나 {3}#vtuber #스텔라이브$/,
      ),
      thumbnail: 'https://i.ytimg.com/vi/qcvgxgfnp9E/maxresdefault.jpg',
      url: 'https://www.youtube.com/watch?v=qcvgxgfnp9E',
      duration: 254,
      publishedAt: '2024-03-22T14:06:59.000Z',
      creator: { id: creator.id, name: '유니 발닦개', avatar: creator.avatar },
      statistics: { views: 138_883, likes: 1167, comments: 162, shares: null },
      userInteraction: {
        ...{ isLiked: false, isBookmarked: false, isHidden: false },
        ...{ watchedAt: null, progress: null },
      },
      metadata: {
        tags: expect.arrayContaining(['버튜버', '아라하시타비']),
        category: 'Entertainment',
        language: 'ko',
      },
    });
    expect(video).toHaveProperty('metadata.tags.length', 47);
  });

  it('every other recorded video, with its times, length and counts', async () => {
    const creator = await follow(GOOGLE);
    expect(creator).toMatchObject({
      displayName: 'Google for Developers',
      followerCount: 2_300_000,
      totalViews: 234_084_903,
    });
    const contents = await contentsOf(creator, 10);
    expect(contents.map(({ title }) => title)).toEqual([
      'test de fonctionnalités',
      'We Built a Twin Turbo Ram TRX For Trailer Racing',
      'Why we all need subtitles now',
      'Invincible - Season 2 Teaser | Prime Video',
      'TWICE Pre-release english track "MOONLIGHT SUNRISE" M/V',
      'PSG vs Riyadh All-Star XI | RIYADH SEASON CUP 2023 HIGHLIGHTS | 1/19/2023 | beIN SPORTS USA',
      'How EVERY Team Got Its Name & Identity!',
      'What are Actions on Google (Assistant on Air)',
      'Andrew Willis, Skatepark Engineer',
      'Your body language may shape who you are | Amy Cuddy',
    ]);
    const figures = contents.map(({ publishedAt, duration, statistics: { views, likes, comments } }) => {
      return [publishedAt, duration, views, likes, comments];
    });
    expect(figures).toEqual([
      ['2024-02-05T16:58:04.000Z', undefined, null, null, null],
      ['2023-01-20T17:49:06.000Z', 637, 664_654, 38_162, 1961],
      ['2023-01-20T17:38:24.000Z', 643, 1_166_486, 52_338, 3655],
      ['2023-01-20T16:59:59.000Z', 133, 2_252_155, 152_240, 6767],
      ['2023-01-20T05:00:06.000Z', 204, 21_230_953, 1_309_183, 187_565],
      ['2023-01-19T19:24:30.000Z', 988, 1_798_862, 22_649, 2536],
      ['2019-09-11T23:00:05.000Z', undefined, null, null, null],
      ['2019-03-21T20:37:49.000Z', undefined, null, null, null],
      ['2013-10-18T07:03:29.000Z', 90, 2_653_344, 1152, 123],
      ['2012-10-01T15:27:35.000Z', 1263, 23_278_951, 391_633, 9518],
    ]);
    expect(contents[0]).toMatchObject({
      // Nobody opened it when it was time: it is no upcoming live any more.
      type: 'live',
      scheduledAt: '2024-02-05T19:00:00.000Z',
      thumbnail: 'https://i.ytimg.com/vi/-bS3fde8tp0/maxresdefault_live.jpg',
    });
    // The largest there is: no `maxres` was made of this one.
    expect(contents[5]?.thumbnail).toBe('https://i.ytimg.com/vi/ImntsoxN9_4/sddefault.jpg');
  });

  it('all of them in the feed of a fan; and nothing was asked that is not recorded, but for Shorts', async () => {
    const { body } = await fan.api.get('/feed');
    expect(body.data).toHaveLength(11);
    expect(body.data[0].title).toBe('ai도파 - 씨유어게인 히나 반응');
    expect(youtube.unanswered.filter((request) => !request.includes('playlistId=UUSH'))).toEqual([]);
  });
});

describe.skipIf(!hasSpecs)('real feeds, replayed to a server without a key', () => {
  beforeAll(async () => open(await ReplayServer.start()));
  afterAll(close);

  it('NASA, August 2026', async () => {
    const creator = await follow(`https://www.youtube.com/channel/${NASA}`);
    expect(creator.displayName).toBe('NASA');
    const contents = await contentsOf(creator, 15);
    expect(contents.map(({ title }) => title)).toEqual([
      'Special Event Announcement (Aug. 14, 2026)',
      "MAX POWER at NASA's Kennedy Space Center | Nov. 7-8, 2026",
      '2026 Solar Eclipse @ 50,000 Feet',
      '2026 Total Solar Eclipse Over Spain',
      '2026 Total Solar Eclipse',
      'U.S. Spacewalk 97',
      'How to Photograph a Total Solar Eclipse',
      'U.S. Spacewalk 96',
      'NASA Astronaut Chris Williams Postflight News Conference (Aug. 4, 2026)',
      'NASA Moon Base Update (Aug. 4, 2026)',
      'NASA Moon Base: Lunar Landers (August 2026 Update)',
      "NASA's SpaceX Crew-13 Flight Crew News Conference (Aug. 3, 2026)",
      "NASA's SpaceX Crew-13 Mission Overview News Conference (Aug. 3, 2026)",
      'U.S. Spacewalk Preview News Conference (July 30, 2026)',
      'Live Video from the International Space Station (Official NASA Stream)',
    ]);
    const figures = contents.map(({ type, publishedAt, statistics: { views, likes } }) => {
      return [type, publishedAt, views, likes];
    });
    expect(figures).toEqual([
      ['video', '2026-08-14T19:14:36.000Z', 66_195, 2541],
      ['video', '2026-08-14T18:39:39.000Z', 25_170, 975],
      ['short', '2026-08-14T16:46:54.000Z', 200_138, 10_842],
      ['short', '2026-08-12T19:08:21.000Z', 144_670, 4496],
      ['video', '2026-08-12T18:47:49.000Z', 3_415_314, 54_054],
      ['video', '2026-08-11T14:33:06.000Z', 0, 335],
      ['video', '2026-08-10T15:29:46.000Z', 67_672, 1459],
      ['video', '2026-08-06T20:10:07.000Z', 124_355, 4584],
      ['video', '2026-08-04T19:13:42.000Z', 18_674, 866],
      ['short', '2026-08-04T16:18:07.000Z', 152_766, 4968],
      ['video', '2026-08-04T16:03:44.000Z', 420_016, 14_331],
      ['video', '2026-08-03T18:56:01.000Z', 20_741, 976],
      ['video', '2026-08-03T17:05:09.000Z', 20_573, 1025],
      ['video', '2026-07-30T18:42:38.000Z', 27_589, 1231],
      ['video', '2026-07-30T13:13:49.000Z', 720_942, 13_329],
    ]);
    expect(contents[2]).toMatchObject({
      externalId: 'myZ9kn9MIWQ',
      url: 'https://www.youtube.com/shorts/myZ9kn9MIWQ',
      thumbnail: 'https://i2.ytimg.com/vi/myZ9kn9MIWQ/hqdefault.jpg',
      creator: { id: creator.id, name: 'NASA' },
    });
    const { body } = await fan.api.get('/feed');
    expect(body.data).toEqual(contents);
  });

  it('Google, May 2015, in the form that feeds had then', async () => {
    const creator = await follow(GOOGLE_OF_2015);
    expect(creator.displayName).toBe('Google');
    const contents = await contentsOf(creator, 15);
    expect(contents).toHaveLength(15);
    expect(contents[0]).toMatchObject({
      externalId: '5shykyfmb28',
      type: 'video',
      title: 'The Google app: Questions Title',
      publishedAt: '2015-05-04T00:01:27.000Z',
      thumbnail: 'https://i2.ytimg.com/vi/5shykyfmb28/hqdefault.jpg',
      statistics: { views: 251_497, likes: 3546, comments: null, shares: null },
    });
  });

  it('a handle needs a key, and nobody is asked', async () => {
    const handle = { channels: [{ platform: 'youtube', url: '@nasa' }] };
    const { status, body } = await admin.api.post('/creators', handle);
    expect([status, body.error.code]).toEqual([400, 'HANDLE_NEEDS_API_KEY']);
    expect(youtube.unanswered).toEqual([]);
  });
});
