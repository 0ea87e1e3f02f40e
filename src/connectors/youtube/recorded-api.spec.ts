import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorServer } from '../../../simulators/http/server.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector, type ContentBatch, type ContentItem } from '../connector.js';
import { createYouTubeConnector } from './index.js';
import { youtubeDefaults } from '../../../test/support/spending.js';

const CALL = { priority: 'routine' } as const;

/** Real answers of YouTube, recorded; they are not part of the project. */
const RECORDINGS = new URL('../../../../shared/specs/youtube-fixtures/', import.meta.url);

const api = (name: string): string => readFileSync(new URL(`${name}.json`, RECORDINGS), 'utf8');

const UPLOADS_OF = 'UC_x5XG1OV2P6uZZ5FSM9Ttw';
const CHANNEL = { externalId: UPLOADS_OF, handle: null };

describe.skipIf(!existsSync(RECORDINGS))('recorded answers of the Data API (needs ../shared/specs)', () => {
  let server: SimulatorServer;
  let http: OutboundClient;

  beforeEach(async () => {
    server = await SimulatorServer.open();
    http = createOutboundClient({ trustedOrigins: [server.url], userAgent: 'mypick-test/1' });
  });

  afterEach(async () => {
    await http.close();
    await server.close();
  });

  /** A connector to a server that gives these answers by method and page token; an empty list of Shorts, always. */
  function replay(answers: Record<string, string>, status = 200): Connector {
    server.serve((request) => {
      const { pathname, searchParams } = new URL(request.url ?? '', server.url);
      const name = pathname.replace('/v3/', '') + (searchParams.get('pageToken') ?? '');
      const isShorts = searchParams.get('playlistId')?.startsWith('UUSH');
      const body = isShorts ? '{"kind":"youtube#playlistItemListResponse"}' : (answers[name] ?? '');
      return Promise.resolve({
        status,
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        body,
      });
    });
    return createYouTubeConnector({
      ...youtubeDefaults(),
      apiUrl: `${server.url}/v3/`,
      feedUrl: server.url,
      apiKeys: ['key'],
      http,
    });
  }

  /** What a channel's uploads become when videos.list answers like that. */
  async function collect(videos: string): Promise<ContentItem[]> {
    const { items } = JSON.parse(videos) as { items: { id: string }[] };
    const playlist = {
      kind: 'youtube#playlistItemListResponse',
      items: items.map(({ id }) => ({
        contentDetails: { videoId: id, videoPublishedAt: '2024-01-01T00:00:00Z' },
      })),
    };
    const connector = replay({ playlistItems: JSON.stringify(playlist), videos });
    const batches = await allOf(connector.listContents(CHANNEL, null, CALL));
    return batches.flatMap((batch) => batch.items);
  }

  describe('channels.list', () => {
    it('Korean', async () => {
      const connector = replay({ channels: api('channels.list.ko') });
      expect(await connector.resolveChannel('@user-nm1id1hr8f', CALL)).toEqual({
        platform: 'youtube',
        externalId: 'UCSkxf8rEikMXb5Bgc92u_lQ',
        handle: 'user-nm1id1hr8f',
        title: '유니 발닦개',
        description: '스텔라이브 "팬페이지"  입니다.  \n\n피드백 및 불만사항등등 : [email-redacted] \n',
        url: 'https://www.youtube.com/channel/UCSkxf8rEikMXb5Bgc92u_lQ',
        avatarUrl: expect.stringMatching(/^https:\/\/yt3\.ggpht\.com\/.*=s800-c-k-c0x00ffffff-no-rj$/),
        followerCount: 18_900,
        viewCount: 22_726_713,
      });
    });

    it('English', async () => {
      const connector = replay({ channels: api('channels.list.single') });
      expect(await connector.resolveChannel(UPLOADS_OF, CALL)).toMatchObject({
        handle: 'googledevelopers',
        title: 'Google for Developers',
        followerCount: 2_300_000,
        viewCount: 234_084_903,
      });
    });
  });

  describe('videos.list', () => {
    it('Korean', async () => {
      const [item, ...rest] = await collect(api('videos.list.ko'));
      expect(rest).toEqual([]);
      expect(item).toMatchObject({
        externalId: 'qcvgxgfnp9E',
        type: 'video',
        title: 'ai도파 - 씨유어게인 히나 반응',
        description: expect.stringContaining('수익창출xx\n치지직꾸\n[칸나]\n▶https://chzzk.naver.com/'),
        url: 'https://www.youtube.com/watch?v=qcvgxgfnp9E',
        thumbnailUrl: 'https://i.ytimg.com/vi/qcvgxgfnp9E/maxresdefault.jpg',
        durationSeconds: 254,
        publishedAt: new Date('2024-03-22T14:06:59Z'),
        scheduledAt: null,
        liveStatus: null,
        statistics: { views: 138_883, likes: 1167, comments: 162, shares: null },
        category: 'Entertainment',
        language: 'ko',
      });
      expect(item?.tags).toHaveLength(47);
      expect(item?.tags?.slice(0, 4)).toEqual(['버튜버', 'vtuber', 'Vtuber', '브이튜버']);
    });

    it('five of 2023, with Korean tags, quotes and a missing largest picture', async () => {
      const items = await collect(api('videos.list.mostPopular.stats-5'));
      expect(
        items.map(({ title, durationSeconds, statistics }) => [title, durationSeconds, statistics.views]),
      ).toEqual([
        ['TWICE Pre-release english track "MOONLIGHT SUNRISE" M/V', 204, 21_230_953],
        [
          'PSG vs Riyadh All-Star XI | RIYADH SEASON CUP 2023 HIGHLIGHTS | 1/19/2023 | beIN SPORTS USA',
          988,
          1_798_862,
        ],
        ['Invincible - Season 2 Teaser | Prime Video', 133, 2_252_155],
        ['We Built a Twin Turbo Ram TRX For Trailer Racing', 637, 664_654],
        ['Why we all need subtitles now', 643, 1_166_486],
      ]);
      expect(items[0]).toMatchObject({ category: 'Music', language: 'ko' });
      expect(items[0]?.tags).toContain('트와이스 문라이트 썬라이즈');
      expect(items[1]).toMatchObject({
        category: 'Sports',
        language: null,
        tags: [],
        thumbnailUrl: 'https://i.ytimg.com/vi/ImntsoxN9_4/sddefault.jpg',
      });
    });

    it('two of TED', async () => {
      expect(await collect(api('videos.list.two'))).toMatchObject([
        {
          title: 'Your body language may shape who you are | Amy Cuddy',
          durationSeconds: 1263,
          statistics: { views: 23_278_951, likes: 391_633, comments: 9518 },
        },
        {
          title: 'Andrew Willis, Skatepark Engineer',
          durationSeconds: 90,
          category: 'Film & Animation',
          language: null,
        },
      ]);
    });

    it('of 2019, with neither lengths nor counters', async () => {
      expect(await collect(api('videos.list.multi.2019-etag-quoted'))).toMatchObject([
        {
          title: 'What are Actions on Google (Assistant on Air)',
          durationSeconds: null,
          category: 'Science & Technology',
        },
        {
          title: 'How EVERY Team Got Its Name & Identity!',
          publishedAt: new Date('2019-09-11T23:00:05Z'),
          statistics: { views: null, likes: null, comments: null, shares: null },
        },
      ]);
    });

    it('an upcoming live', async () => {
      expect(await collect(api('videos.list.upcoming.full'))).toMatchObject([
        {
          type: 'live',
          liveStatus: 'upcoming',
          title: 'test de fonctionnalités',
          scheduledAt: new Date('2024-02-05T19:00:00Z'),
          durationSeconds: null,
          thumbnailUrl: 'https://i.ytimg.com/vi/-bS3fde8tp0/maxresdefault_live.jpg',
        },
      ]);
    });

    it.each([
      ['videos.list.upcoming.2018-LCK', 'upcoming', '2018-02-06T08:00:00Z'],
      ['videos.list.live.2024', 'live', '2024-01-11T00:05:00Z'],
      ['videos.list.same-video.1-live', 'live', '2023-03-31T15:30:00Z'],
      ['videos.list.same-video.2-ended', 'ended', '2023-03-31T15:30:00Z'],
    ])('%s: %s (recorded without snippet: one is lent to it)', async (name, liveStatus, scheduledAt) => {
      const whole = JSON.parse(api('videos.list.upcoming.full'));
      const { liveStreamingDetails } = JSON.parse(api(name)).items[0];
      const lent = { ...whole, items: [{ ...whole.items[0], liveStreamingDetails }] };
      expect(await collect(JSON.stringify(lent))).toMatchObject([
        { type: 'live', liveStatus, scheduledAt: new Date(scheduledAt) },
      ]);
    });
  });

  describe('playlistItems.list', () => {
    it('two pages, read to the end; what videos.list leaves out is unavailable', async () => {
      const connector = replay({
        playlistItems: api('playlistItems.list.page1'),
        playlistItemsCAoQAA: api('playlistItems.list.page2'),
        videos: '{"kind":"youtube#videoListResponse"}',
      });
      const batches = await allOf(connector.listContents(CHANNEL, null, CALL));
      expect(batches.map((batch) => batch.unavailableIds.length)).toEqual([10, 3]);
      expect(batches[0]?.unavailableIds.slice(0, 2)).toEqual(['CvTApw9X8aA', 'Yh4EKaUY3gg']);
      expect(batches[1]?.unavailableIds).toEqual(['6aSG8SdvkoU', 'ECGpZCFUL8s', 'Fu2bldybpkA']);
    });

    it('private items', async () => {
      const playlistItems = api('playlistItems.list.private-items');
      const connector = replay({ playlistItems, videos: api('videos.list.two') });
      const [batch] = await allOf(connector.listContents(CHANNEL, null, CALL));
      expect(batch?.items.map((item) => item.title)).toEqual(['Andrew Willis, Skatepark Engineer']);
      expect(batch?.unavailableIds).toEqual(['fIc_VEQ7Vo0', 'V4DDt30Aat4', '07718Vcwcyc']);
      expect(batch?.cursor).toMatchObject({ knownUntil: '2013-10-18T07:03:29.000Z', unread: null });
    });
  });

  describe('errors', () => {
    it.each([
      ['error.400.API_KEY_INVALID', 400, 'unauthorized', 'YOUTUBE_KEY_INVALID'],
      ['error.400.keyInvalid.legacy', 400, 'unauthorized', 'YOUTUBE_KEY_INVALID'],
      ['error.403.quotaExceeded', 403, 'quota_exhausted', 'YOUTUBE_QUOTA_EXHAUSTED'],
      ['error.403.insufficientPermissions', 403, 'forbidden', 'YOUTUBE_FORBIDDEN'],
      ['error.404.channelNotFound', 404, 'not_found', 'CHANNEL_NOT_FOUND'],
      ['error.404.playlistNotFound', 404, 'not_found', 'CHANNEL_NOT_FOUND'],
    ])('%s', async (name, status, kind, code) => {
      const connector = replay({ channels: api(name) }, status);
      await expect(connector.resolveChannel(UPLOADS_OF, CALL)).rejects.toMatchObject({ kind, code });
    });

    it('a search is no answer to any question of ours', async () => {
      const connector = replay({ channels: api('search.list.latest.ko-2024') });
      await expect(connector.resolveChannel(UPLOADS_OF, CALL)).rejects.toMatchObject({ kind: 'malformed' });
    });
  });
});

async function allOf(batches: AsyncIterable<ContentBatch>): Promise<ContentBatch[]> {
  const all: ContentBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
