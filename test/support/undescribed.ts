import type { InstagramSimulator } from '../../simulators/instagram/index.js';
import type { XSimulator } from '../../simulators/x/index.js';
import type { YouTubeSimulator } from '../../simulators/youtube/index.js';
import { InstagramFields } from './instagram-fields.js';
import { XOpenApi } from './x-openapi.js';
import { hasSpecs, YouTubeDiscovery } from './youtube-discovery.js';

/* What simulators understood although the official descriptions do not have it. Without the descriptions: nothing. */

const YOUTUBE_METHODS = {
  channels: 'channels.list',
  playlistItems: 'playlistItems.list',
  videos: 'videos.list',
  batchGetStats: 'videos.batchGetStats',
  search: 'search.list',
  videoCategories: 'videoCategories.list',
} as const;

export function undescribedByYouTube({ requests }: Pick<YouTubeSimulator, 'requests'>): string[] {
  if (!hasSpecs) return [];
  const judge = YouTubeDiscovery.load();
  return Object.entries(YOUTUBE_METHODS).flatMap(([endpoint, method]) =>
    requests
      .of(endpoint as keyof typeof YOUTUBE_METHODS)
      .flatMap(({ query }) => judge.violationsOfRequest(method, query)),
  );
}

export function undescribedByX({ requests, spelling }: Pick<XSimulator, 'requests' | 'spelling'>): string[] {
  if (!hasSpecs) return [];
  const judge = XOpenApi.load(spelling);
  return requests
    .all()
    .filter(({ method, status }) => method !== 'POST' && status === 200)
    .flatMap((request) => judge.violationsOfRequest(request));
}

export function undescribedByInstagram({ requests }: Pick<InstagramSimulator, 'requests'>): string[] {
  if (!hasSpecs) return [];
  const judge = InstagramFields.load();
  const kinds = [
    ['discovery', 'IGUser'],
    ['me', 'User'],
    ['media', 'Media'],
  ] as const;
  return kinds.flatMap(([endpoint, kind]) =>
    requests.of(endpoint).flatMap(({ query }) => judge.unknownIn(kind, query.fields ?? 'id')),
  );
}
