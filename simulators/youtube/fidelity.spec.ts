import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasSpecs, readSpec, YouTubeDiscovery } from '../../test/support/youtube-discovery.js';
import { type ApiEndpoint } from './data-api/data-api.js';
import { playlistIdOf, startYouTubeSimulator, type Channel, type YouTubeSimulator } from './index.js';
import { callApi } from './spec-client.js';

const NOON = new Date('2026-11-20T12:00:00Z');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

describe.skipIf(!hasSpecs)(
  'answers beside the official description and the recordings (needs ../shared)',
  () => {
    let simulator: YouTubeSimulator;
    let channel: Channel;
    /** One of each kind and state. */
    let ids: Record<'video' | 'short' | 'upcoming' | 'live' | 'ended' | 'premiere', string>;

    beforeEach(async () => {
      simulator = await startYouTubeSimulator({ now: () => NOON });
      const { catalogue } = simulator;
      channel = catalogue.addChannel({ title: '유니', country: 'KR' });
      const publish = (title: string, more: object): string =>
        catalogue.publish(channel.id, { title, ...more }).id;
      ids = {
        video: publish('video', { tags: ['버튜버'], language: 'ko' }),
        short: publish('short', { kind: 'short' }),
        live: publish('live', { kind: 'live', scheduledStart: later(-5), concurrentViewers: 1888 }),
        ended: publish('ended', { kind: 'live', scheduledStart: later(-99) }),
        premiere: publish('premiere', { kind: 'premiere', scheduledStart: later(60) }),
        upcoming: publish('upcoming', { kind: 'live', scheduledStart: later(60) }),
      };
      catalogue.startLive(ids.live);
      catalogue.startLive(ids.ended, later(-90));
      catalogue.endLive(ids.ended);
    });
    afterEach(() => simulator.close());

    it('says nothing that is not described', async () => {
      const discovery = YouTubeDiscovery.load();
      const all = 'id,snippet,contentDetails,statistics,status';
      const items = { part: 'id,snippet,contentDetails,status', playlistId: playlistIdOf(channel.id) };
      simulator.catalogue.setPrivate(simulator.catalogue.publish(channel.id, { title: 'hidden' }).id);
      const calls: [ApiEndpoint, Record<string, string>][] = [
        ['channels', { part: all, id: channel.id }],
        ['channels', { part: all, forHandle: 'nobody' }],
        ['playlistItems', { ...items, maxResults: '2' }],
        ['playlistItems', { ...items, maxResults: '50' }],
        ['videos', { part: `${all},liveStreamingDetails`, id: Object.values(ids).join(',') }],
        ['videos', { part: 'snippet', id: 'aaaaaaaaaaa' }],
        ['search', { part: 'snippet', maxResults: '3' }],
        ['videoCategories', { part: 'snippet', regionCode: 'KR' }],
      ];
      for (const [endpoint, parameters] of calls) {
        const { status, body } = await callApi(simulator, endpoint, parameters);
        expect(status).toBe(200);
        expect(discovery.violations(discovery.responseOf(`${endpoint}.list`), body), endpoint).toEqual([]);
      }
    });

    it.each(['channels.list.single', 'channels.list.ko'])('says all that %s says', async (file) => {
      await compare(file, 'channels', { part: 'snippet,contentDetails,statistics', id: channel.id });
    });

    it.each([
      ['videos.list.ko', 'snippet,contentDetails,statistics', 'video'],
      ['videos.list.upcoming.full', 'snippet,status,liveStreamingDetails', 'upcoming'],
      ['videos.list.live.2024', 'liveStreamingDetails', 'live'],
      ['videos.list.same-video.1-live', 'liveStreamingDetails', 'live'],
      ['videos.list.same-video.2-ended', 'liveStreamingDetails', 'ended'],
    ] as const)('says all that %s says', async (file, part, kind) => {
      await compare(file, 'videos', { part, id: ids[kind] });
    });

    it('says all that the first page of a list and its private items say', async () => {
      const list = { playlistId: playlistIdOf(channel.id), maxResults: '1' };
      await compare('playlistItems.list.page1', 'playlistItems', { ...list, part: 'snippet' });
      await compare('playlistItems.list.private-items', 'playlistItems', {
        ...list,
        part: 'snippet,contentDetails',
      });
      simulator.catalogue.setPrivate(ids.upcoming);
      const { body } = await callApi(simulator, 'playlistItems', { ...list, part: 'snippet,contentDetails' });
      const recorded = JSON.parse(
        readSpec('youtube-fixtures/playlistItems.list.private-items.json'),
      ) as typeof body;
      expect(namesIn(body.items[0])).toEqual(namesIn(recorded.items[1]));
    });

    it('says all that a search says', async () => {
      await compare('search.list.upcoming.2024', 'search', {
        part: 'snippet',
        eventType: 'upcoming',
        type: 'video',
      });
    });

    it.each([
      ['error.400.API_KEY_INVALID', 'videos', { part: 'id', id: 'x', key: 'wrong' }],
      [
        'error.404.playlistNotFound',
        'playlistItems',
        { part: 'id', playlistId: 'UUaaaaaaaaaaaaaaaaaaaaaa', key: 'right' },
      ],
    ] as const)('fails word for word as in %s', async (file, endpoint, parameters) => {
      const strict = await startYouTubeSimulator({ apiKeys: ['right'] });
      const { status, body } = await callApi(strict, endpoint, parameters).finally(() => strict.close());
      expect(body).toEqual(JSON.parse(readSpec(`youtube-fixtures/${file}.json`)));
      expect(status).toBe(body.error.code);
    });

    it('runs out of quota word for word as in error.403.quotaExceeded', async () => {
      const poor = await startYouTubeSimulator({ dailyQuota: 0 });
      const { text, body } = await callApi(poor, 'videos', { part: 'id', id: 'x' }).finally(() =>
        poor.close(),
      );
      const recorded = readSpec('youtube-fixtures/error.403.quotaExceeded.json');
      expect(body).toEqual(JSON.parse(recorded));
      expect(text.trim()).toBe(recorded.trim());
    });

    /** Every name in the recording, as far as it depends on the platform and not on the video, is in the answer. */
    async function compare(
      file: string,
      endpoint: ApiEndpoint,
      parameters: Record<string, string>,
    ): Promise<void> {
      const perVideo = /regionRestriction|maxres|nextPageToken|prevPageToken/;
      const recorded = namesIn(JSON.parse(readSpec(`youtube-fixtures/${file}.json`)));
      const { body } = await callApi(simulator, endpoint, parameters);
      const answered = namesIn(body);
      expect(recorded.filter((name) => !perVideo.test(name) && !answered.includes(name))).toEqual([]);
    }

    /** `items/snippet/title` and so on; of a list, what its first item has. */
    function namesIn(value: unknown, path: string[] = []): string[] {
      if (Array.isArray(value)) return namesIn(value[0], path);
      if (typeof value !== 'object' || value === null) return [path.join('/')];
      return Object.entries(value).flatMap(([name, inner]) => namesIn(inner, [...path, name]));
    }
  },
);
