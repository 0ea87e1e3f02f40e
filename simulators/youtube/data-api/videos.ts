import { broadcastState, type Video } from '../catalogue/video.js';
import { VIDEO } from './field-names.js';
import { timestamp } from './json.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';
import { videoThumbnails } from './thumbnails.js';

const PARTS: PartBuilders<Video> = {
  snippet: (video, { origin, catalogue }) => ({
    publishedAt: timestamp(video.publishedAt),
    channelId: video.channelId,
    title: video.title,
    description: video.description,
    thumbnails: videoThumbnails(video, origin),
    channelTitle: catalogue.channel(video.channelId)?.title,
    ...(video.tags.length > 0 && { tags: video.tags }),
    categoryId: video.categoryId,
    liveBroadcastContent: liveBroadcastContent(video),
    ...(video.language !== null && { defaultLanguage: video.language }),
    localized: { title: video.title, description: video.description },
    ...(video.language !== null && { defaultAudioLanguage: video.language }),
  }),
  contentDetails: (video) => ({
    duration: isoDuration(hasLength(video) ? video.durationSeconds : 0),
    dimension: '2d',
    definition: 'hd',
    caption: 'false',
    licensedContent: false,
    contentRating: {},
    projection: 'rectangular',
  }),
  status: (video) => ({
    uploadStatus: hasLength(video) ? 'processed' : 'uploaded',
    privacyStatus: video.privacyStatus,
    license: 'youtube',
    embeddable: true,
    publicStatsViewable: true,
    madeForKids: false,
  }),
  statistics: (video) => ({
    viewCount: String(video.views),
    ...(video.likes !== null && { likeCount: String(video.likes) }),
    favoriteCount: '0',
    ...(video.comments !== null && { commentCount: String(video.comments) }),
  }),
  liveStreamingDetails: (video) => {
    const state = broadcastState(video);
    if (state === 'none') return undefined;
    return {
      ...(video.actualStart && { actualStartTime: timestamp(video.actualStart) }),
      ...(video.actualEnd && { actualEndTime: timestamp(video.actualEnd) }),
      ...(video.scheduledStart && { scheduledStartTime: timestamp(video.scheduledStart) }),
      ...(state === 'live' &&
        video.concurrentViewers > 0 && { concurrentViewers: String(video.concurrentViewers) }),
      ...(state !== 'ended' && { activeLiveChatId: liveChatId(video) }),
    };
  },
};

/** `videos.list` by id: what is private, deleted or never was is left out without a word. */
export const videos: ListMethod = {
  bucket: 'main',
  // maxResults is allowed and, together with `id`, without effect.
  parameters: ['id', 'hl', 'maxResults'],
  resource: VIDEO,
  list(query, parts, site) {
    query.oneFilterOf(['chart', 'id', 'myRating']);
    const found = query
      .ids('id')
      .flatMap((id) => site.catalogue.video(id) ?? [])
      .filter((video) => video.privacyStatus === 'public');
    const items = found.map((video) => {
      return resource({ kind: 'youtube#video', id: video.id }, video, PARTS, parts, site);
    });
    const pageInfo = { totalResults: items.length, resultsPerPage: items.length };
    return { kind: 'youtube#videoListResponse', items, pageInfo };
  },
};

/** Gone back to `none` when a broadcast is over; the times in `liveStreamingDetails` stay. */
export function liveBroadcastContent(video: Video): 'none' | 'upcoming' | 'live' {
  const state = broadcastState(video);
  return state === 'ended' ? 'none' : state;
}

/** A live has no recording before its end; a premiere is a finished video from the beginning, which tells them apart. */
function hasLength(video: Video): boolean {
  return video.kind !== 'live' || broadcastState(video) === 'ended';
}

/** ISO 8601 as YouTube writes it: `PT4M14S`, `P1DT2H`, and `P0D` for nothing at all. */
function isoDuration(totalSeconds: number): string {
  const days = Math.floor(totalSeconds / 86_400);
  const time = [
    [Math.floor(totalSeconds / 3600) % 24, 'H'],
    [Math.floor(totalSeconds / 60) % 60, 'M'],
    [Math.floor(totalSeconds) % 60, 'S'],
  ] as const;
  const clock = time.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('');
  const date = days > 0 ? `${days}D` : '';
  return date === '' && clock === '' ? 'P0D' : `P${date}${clock && `T${clock}`}`;
}

/** A protocol buffer naming the video and its channel, as in the recordings. */
function liveChatId({ id, channelId }: Video): string {
  const text = (tag: number, content: string) => Buffer.from([tag, content.length, ...Buffer.from(content)]);
  const message = (tag: number, ...fields: Buffer[]) => {
    const content = Buffer.concat(fields);
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  };
  const live = message(0x0a, text(0x0a, id));
  const owner = message(0x2a, text(0x0a, channelId), text(0x12, id));
  return Buffer.concat([live, owner]).toString('base64url');
}
