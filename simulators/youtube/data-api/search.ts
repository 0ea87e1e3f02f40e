import { broadcastState, type BroadcastState, type Video } from '../catalogue/video.js';
import { type Site } from '../site.js';
import { names, SEARCH_RESULT } from './field-names.js';
import { timestamp } from './json.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';
import { pageAsked, pageShown } from './page.js';
import { type Query } from './query.js';
import { videoThumbnails } from './thumbnails.js';
import { liveBroadcastContent } from './videos.js';

const PARTS: PartBuilders<Video> = {
  snippet: (video, { origin, catalogue }) => ({
    publishedAt: timestamp(video.publishedAt),
    channelId: video.channelId,
    title: video.title,
    description: video.description,
    thumbnails: videoThumbnails(video, origin, 3),
    channelTitle: catalogue.channel(video.channelId)?.title,
    liveBroadcastContent: liveBroadcastContent(video),
    // Not in the description of the API, but in every recording.
    publishTime: timestamp(video.publishedAt),
  }),
};

const STATE_OF_EVENT: Readonly<Record<string, BroadcastState>> = {
  upcoming: 'upcoming',
  live: 'live',
  completed: 'ended',
};

const ORDERS: Readonly<Record<string, (a: Video, b: Video) => number>> = {
  date: (a, b) => b.publishedAt.getTime() - a.publishedAt.getTime(),
  viewCount: (a, b) => b.views - a.views,
  title: (a, b) => a.title.localeCompare(b.title),
};

/** `search.list`, for videos. It reads the whole catalogue each time: nobody should call it often, and that is the point. */
export const search: ListMethod = {
  bucket: 'search',
  parameters: [
    ...['channelId', 'q', 'type', 'eventType', 'publishedAfter', 'publishedBefore', 'order'],
    ...['maxResults', 'pageToken'],
  ],
  resource: SEARCH_RESULT,
  extraFields: names('regionCode'),
  list(query, parts, site) {
    const size = query.wholeNumber('maxResults', { min: 0, max: 50, fallback: 5 });
    const page = pageAsked(query.text('pageToken'), size);
    const found = find(query, site);
    const items = found.slice(page.offset, page.offset + size).map((video) => {
      const identity = { kind: 'youtube#searchResult', id: { kind: 'youtube#video', videoId: video.id } };
      return resource(identity, video, PARTS, parts, site);
    });
    const { pageInfo, ...tokens } = pageShown(page, found.length);
    return { kind: 'youtube#searchListResponse', ...tokens, regionCode: 'KR', pageInfo, items };
  },
};

function find(query: Query, { catalogue }: Site): Video[] {
  const types = query.list('type');
  if (types.length > 0 && !types.includes('video')) return [];
  const channelId = query.text('channelId');
  const channels =
    channelId === null ? [...catalogue.channels()] : [catalogue.channel(channelId) ?? []].flat();
  const words = (query.text('q') ?? '').toLowerCase();
  const state = STATE_OF_EVENT[query.text('eventType') ?? ''];
  const after = query.time('publishedAfter')?.getTime() ?? -Infinity;
  const before = query.time('publishedBefore')?.getTime() ?? Infinity;
  return channels
    .flatMap((channel) => catalogue.uploadsOf(channel.id).list('UU').visible.newestFirst())
    .filter((video) => `${video.title}\n${video.description}`.toLowerCase().includes(words))
    .filter((video) => state === undefined || broadcastState(video) === state)
    .filter(({ publishedAt }) => publishedAt.getTime() >= after && publishedAt.getTime() < before)
    .sort(ORDERS[query.text('order') ?? 'date'] ?? ORDERS.date);
}
