import {
  type ChannelProfile,
  type ContentItem,
  type ContentStatistics,
  type ContentType,
} from '../connector.js';
import { type AtomEntry } from './atom-feed.js';
import { kindOf, type KnownKind, liveStatusOf } from './content-kind.js';
import {
  type ChannelResource,
  type PlaylistItem,
  type StatisticsResource,
  type VideoResource,
} from './data-api.schemas.js';
import { VIDEO_CATEGORIES } from './video-categories.js';

type Words = NonNullable<PlaylistItem['words']>;
/** What lists tell of a video. */
type Entry = Pick<
  AtomEntry,
  'videoId' | 'title' | 'description' | 'link' | 'publishedAt' | 'views' | 'likes'
> & { thumbnails: { url: string; width?: number | undefined }[] };

const SITE = 'https://www.youtube.com';
/** A video is no post: its thumbnail says it all. */
const NO_POST = { media: [], quoted: null, withheldIn: [] };

export function toChannelProfile({ id, snippet, statistics }: ChannelResource): ChannelProfile {
  return {
    platform: 'youtube',
    externalId: id,
    handle: snippet.customUrl?.startsWith('@') ? snippet.customUrl.slice(1) : null,
    title: snippet.title,
    description: snippet.description,
    url: `${SITE}/channel/${id}`,
    avatarUrl: largest(Object.values(snippet.thumbnails)),
    followerCount: statistics?.hiddenSubscriberCount ? null : (statistics?.subscriberCount ?? null),
    viewCount: statistics?.viewCount ?? null,
  };
}

/** All that a feed says of its channel. */
export function feedToChannelProfile(channelId: string, title: string): ChannelProfile {
  return {
    platform: 'youtube',
    externalId: channelId,
    handle: null,
    title,
    description: null,
    url: `${SITE}/channel/${channelId}`,
    avatarUrl: null,
    followerCount: null,
    viewCount: null,
  };
}

export function toContentItem(video: VideoResource, known?: KnownKind): ContentItem {
  const { id, snippet, statistics, contentDetails, liveStreamingDetails } = video;
  const type = kindOf(video, known);
  return {
    externalId: id,
    type,
    title: snippet.title,
    description: snippet.description,
    url: urlOf(id, type),
    thumbnailUrl: largest(Object.values(snippet.thumbnails)),
    durationSeconds: contentDetails?.duration ?? null,
    publishedAt: snippet.publishedAt,
    scheduledAt: liveStreamingDetails?.scheduledStartTime ?? null,
    liveStatus: liveStatusOf(video),
    broadcast: liveStreamingDetails && {
      startedAt: liveStreamingDetails.actualStartTime ?? null,
      endedAt: liveStreamingDetails.actualEndTime ?? null,
      viewers: liveStatusOf(video) === 'live' ? (liveStreamingDetails.concurrentViewers ?? null) : null,
    },
    statistics: toStatistics(statistics),
    tags: snippet.tags,
    category: VIDEO_CATEGORIES.get(snippet.categoryId ?? '') ?? null,
    language: snippet.defaultAudioLanguage ?? snippet.defaultLanguage ?? null,
    ...NO_POST,
  };
}

export function toStatistics(statistics: StatisticsResource['statistics']): ContentStatistics {
  return {
    views: statistics?.viewCount ?? null,
    likes: statistics?.likeCount ?? null,
    comments: statistics?.commentCount ?? null,
    shares: null,
  };
}

/** A feed tells Shorts by their link (since 2026), and nothing of lives and premieres. */
export function entryToContentItem(entry: Entry): ContentItem {
  const type = entry.link?.includes('/shorts/') ? 'short' : 'video';
  return {
    externalId: entry.videoId,
    type,
    title: entry.title,
    description: entry.description,
    url: urlOf(entry.videoId, type),
    thumbnailUrl: largest(entry.thumbnails),
    durationSeconds: null,
    publishedAt: entry.publishedAt,
    scheduledAt: null,
    liveStatus: null,
    statistics: { views: entry.views, likes: entry.likes, comments: null, shares: null },
    tags: null,
    category: null,
    language: null,
    ...NO_POST,
  };
}

/** A playlist says no more than a feed: it leads to what is to be looked up. */
export function listedToContentItem(videoId: string, publishedAt: Date, words: Words): ContentItem {
  const { title, description } = words;
  const thumbnails = Object.values(words.thumbnails);
  return entryToContentItem({
    ...{ videoId, publishedAt, title, description, thumbnails },
    ...{ link: null, views: null, likes: null },
  });
}

/** Since when a list shows all that its channel shows: it leaves out what is older than its last entry. */
export function oldest(entries: readonly { publishedAt: Date }[]): Date | null {
  const times = entries.map(({ publishedAt }) => publishedAt.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

function urlOf(videoId: string, type: ContentType): string {
  return type === 'short' ? `${SITE}/shorts/${videoId}` : `${SITE}/watch?v=${videoId}`;
}

function largest(pictures: { url: string; width?: number | undefined }[]): string | null {
  const [best] = pictures.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return best?.url ?? null;
}
