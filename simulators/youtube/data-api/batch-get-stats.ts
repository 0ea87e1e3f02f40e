import { broadcastState, type Video } from '../catalogue/video.js';
import { VIDEO_STAT } from './field-names.js';
import { timestamp } from './json.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';

const PARTS: PartBuilders<Video> = {
  snippet: (video) => ({ publishTime: timestamp(video.publishedAt) }),
  contentDetails: (video) => ({ duration: `${hasLength(video) ? video.durationSeconds : 0}s` }),
  statistics: (video) => ({
    viewCount: String(video.views),
    ...(video.likes !== null && { likeCount: String(video.likes) }),
    ...(video.comments !== null && { commentCount: String(video.comments) }),
  }),
};

/** `videos.batchGetStats`, since June 2026, in a bucket of its own. It knows nothing of broadcasts. */
export const batchGetStats: ListMethod = {
  bucket: 'stats',
  parameters: ['id'],
  resource: VIDEO_STAT,
  isPaged: false,
  list(query, parts, site) {
    query.oneFilterOf(['id']);
    const items = query
      .ids('id')
      .flatMap((id) => site.catalogue.video(id) ?? [])
      .filter((video) => video.privacyStatus === 'public')
      .map((video) => resource({ kind: 'youtube#videoStats', id: video.id }, video, PARTS, parts, site));
    return { kind: 'youtube#batchGetStatsResponse', items };
  },
};

function hasLength(video: Video): boolean {
  return video.kind !== 'live' || broadcastState(video) === 'ended';
}
