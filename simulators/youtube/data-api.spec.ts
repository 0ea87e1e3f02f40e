import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  playlistIdOf,
  startYouTubeSimulator,
  type Channel,
  type Video,
  type YouTubeSimulator,
} from './index.js';
import { callApi } from './spec-client.js';

const NOON = new Date('2026-11-20T12:00:00Z');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

let simulator: YouTubeSimulator;
let channel: Channel;
let video: Video;

beforeEach(async () => {
  simulator = await startYouTubeSimulator({ now: () => NOON });
  channel = simulator.catalogue.addChannel({
    title: '유니 발닦개',
    handle: '@유니Uni',
    legacyUsername: 'UniOfOld',
    country: 'KR',
    subscriberCount: 18_957,
    publishedAt: new Date('2022-01-22T18:05:04Z'),
  });
  video = simulator.catalogue.publish(channel.id, {
    title: '<ai도파> & "히나" 반응',
    durationSeconds: 254,
    views: 138_883,
    likes: 1167,
    comments: 162,
    tags: ['버튜버', 'vtuber'],
    categoryId: '24',
    language: 'ko',
  });
});
afterEach(() => simulator.close());

describe('channels.list', () => {
  const part = 'snippet,contentDetails,statistics,status';

  it('finds a channel by id, handle with or without @, and the user name of old', async () => {
    const ways: Record<string, string>[] = [
      { id: channel.id },
      { forHandle: '@유니uni' },
      { forHandle: '유니UNI' },
      { forUsername: 'uniofold' },
    ];
    for (const way of ways) {
      const { body } = await callApi(simulator, 'channels', { part: 'id', ...way });
      expect(body.items, JSON.stringify(way)).toMatchObject([{ kind: 'youtube#channel', id: channel.id }]);
      expect(body.pageInfo).toEqual({ totalResults: 1, resultsPerPage: 5 });
    }
  });

  it('shows the parts asked for, counts as text, subscribers rounded down to three figures', async () => {
    const { body } = await callApi(simulator, 'channels', { part, id: channel.id });
    expect(Object.keys(body.items[0]!)).toEqual(['kind', 'etag', 'id', ...part.split(',')]);
    expect(body.items[0]!.snippet).toMatchObject({
      title: '유니 발닦개',
      customUrl: '@유니uni',
      country: 'KR',
    });
    expect(body.items[0]!.contentDetails).toMatchObject({
      relatedPlaylists: { uploads: playlistIdOf(channel.id) },
    });
    expect(body.items[0]!.statistics).toEqual({
      viewCount: '138883',
      subscriberCount: '18900',
      hiddenSubscriberCount: false,
      videoCount: '1',
    });
  });

  it('says when the number of subscribers is hidden, and does not say the number', async () => {
    simulator.catalogue.updateChannel(channel.id, { subscriberCount: null });
    const { body } = await callApi(simulator, 'channels', { part, id: channel.id });
    expect(body.items[0]!.statistics.hiddenSubscriberCount).toBe(true);
    expect(body.items[0]!.statistics).not.toHaveProperty('subscriberCount');
  });

  it('has no `items` at all for a channel that never was or is closed', async () => {
    simulator.catalogue.deleteChannel(channel.id);
    for (const id of [channel.id, 'UCaaaaaaaaaaaaaaaaaaaaaa']) {
      const { status, body } = await callApi(simulator, 'channels', { part, id });
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['kind', 'etag', 'pageInfo']);
    }
    const videos = await callApi(simulator, 'videos', { part: 'id', id: video.id });
    expect(videos.body.items).toEqual([]);
  });
});

describe('playlistItems.list', () => {
  it('lists by the time of adding; a video made public later keeps its place and shows when it was published', async () => {
    const early = simulator.catalogue.publish(channel.id, {
      title: 'scheduled',
      privacyStatus: 'private',
      publishedAt: later(-60),
    });
    simulator.catalogue.update(early.id, { privacyStatus: 'public', publishedAt: later(5) });
    const answer = await callApi(simulator, 'playlistItems', {
      part: 'snippet,contentDetails',
      playlistId: playlistIdOf(channel.id),
    });
    expect(answer.body.items.map((item) => item.contentDetails)).toEqual([
      { videoId: video.id, videoPublishedAt: '2026-11-20T12:00:00Z' },
      { videoId: early.id, videoPublishedAt: '2026-11-20T12:05:00Z' },
    ]);
    expect(answer.body.items[1]!.snippet).toMatchObject({ publishedAt: '2026-11-20T11:00:00Z', position: 1 });
  });

  it('keeps private videos, without title, picture, owner or time, and drops deleted ones', async () => {
    const other = simulator.catalogue.publish(channel.id, { title: 'other' });
    simulator.catalogue.setPrivate(video.id);
    simulator.catalogue.delete(other.id);
    const part = 'snippet,contentDetails,status';
    const { body } = await callApi(simulator, 'playlistItems', {
      part,
      playlistId: playlistIdOf(channel.id),
    });
    expect(body.items).toHaveLength(1);
    const item = body.items[0]!;
    expect(item.snippet).toMatchObject({
      title: 'Private video',
      thumbnails: {},
      description: 'This video is private.',
    });
    expect(item.snippet).not.toHaveProperty('videoOwnerChannelId');
    expect(item.contentDetails).toEqual({ videoId: video.id });
    expect(item.status).toEqual({ privacyStatus: 'private' });
  });

  it('has a list for each kind, and none where there is nothing of the kind', async () => {
    const short = simulator.catalogue.publish(channel.id, { title: 'short', kind: 'short' });
    const live = simulator.catalogue.publish(channel.id, { title: 'live', kind: 'live' });
    for (const [list, id] of [
      ['UULF', video.id],
      ['UUSH', short.id],
      ['UULV', live.id],
    ] as const) {
      const playlistId = playlistIdOf(channel.id, list);
      const { body } = await callApi(simulator, 'playlistItems', { part: 'contentDetails', playlistId });
      expect(body.items, list).toMatchObject([{ contentDetails: { videoId: id } }]);
    }
    simulator.catalogue.delete(short.id);
    const gone = await callApi(simulator, 'playlistItems', {
      part: 'id',
      playlistId: playlistIdOf(channel.id, 'UUSH'),
    });
    expect(gone.body.error.errors[0]?.reason).toBe('playlistNotFound');
  });
});

describe('videos.list', () => {
  it('answers in the order asked for and leaves out without a word what is private, deleted or unknown', async () => {
    const [b, c, d] = ['b', 'c', 'd'].map((title) => simulator.catalogue.publish(channel.id, { title }));
    simulator.catalogue.setPrivate(b!.id);
    simulator.catalogue.delete(c!.id);
    const id = [d, b, c, video].map((each) => each!.id).join(',');
    const { body } = await callApi(simulator, 'videos', { part: 'id', id: `${id},aaaaaaaaaaa` });
    expect(body.items.map((item) => item.id)).toEqual([d!.id, video.id]);
    expect(body.pageInfo).toEqual({ totalResults: 2, resultsPerPage: 2 });
  });

  it.each([
    [0, 'P0D'],
    [30, 'PT30S'],
    [254, 'PT4M14S'],
    [7200, 'PT2H'],
    [93_784, 'P1DT2H3M4S'],
    [86_400, 'P1D'],
  ])('writes %i seconds as %s', async (durationSeconds, duration) => {
    simulator.catalogue.update(video.id, { durationSeconds });
    const { body } = await callApi(simulator, 'videos', { part: 'contentDetails', id: video.id });
    expect(body.items[0]!.contentDetails.duration).toBe(duration);
  });

  it('leaves out counters that the owner hides', async () => {
    simulator.catalogue.update(video.id, { likes: null, comments: null });
    const { body } = await callApi(simulator, 'videos', { part: 'statistics', id: video.id });
    expect(body.items[0]!.statistics).toEqual({ viewCount: '138883', favoriteCount: '0' });
  });
});

describe('search.list and videoCategories.list', () => {
  it('finds by channel, word, time and event', async () => {
    const live = simulator.catalogue.publish(channel.id, {
      title: '생방송',
      kind: 'live',
      publishedAt: later(1),
    });
    const found = ({ id }: Video) => ({ kind: 'youtube#video', videoId: id });
    const find = async (parameters: Record<string, string>): Promise<unknown[]> => {
      const { body } = await callApi(simulator, 'search', { part: 'snippet', type: 'video', ...parameters });
      return body.items.map((item) => item.id);
    };
    expect(await find({ channelId: channel.id })).toEqual([found(live), found(video)]);
    expect(await find({ q: '히나' })).toEqual([found(video)]);
    expect(await find({ eventType: 'live' })).toEqual([found(live)]);
    expect(await find({ publishedAfter: '2026-11-20T12:00:30Z' })).toEqual([found(live)]);
    expect(await find({ publishedBefore: '2026-11-20T12:00:30Z' })).toEqual([found(video)]);
    expect(await find({ order: 'viewCount' })).toEqual([found(video), found(live)]);
    expect(simulator.requests.of('search')).toHaveLength(6);
  });

  it('names the categories', async () => {
    const { body } = await callApi(simulator, 'videoCategories', { part: 'snippet', id: '10,24' });
    expect(body.items.map((item) => item.snippet.title)).toEqual(['Music', 'Entertainment']);
  });
});
