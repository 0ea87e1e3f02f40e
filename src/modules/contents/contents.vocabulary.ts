import type { Platform } from '../creators/index.js';

export const CONTENT_TYPES = ['video', 'short', 'live', 'premiere', 'post', 'image', 'album'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export const LIVE_STATUSES = ['upcoming', 'live', 'ended'] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** The channel that items were found on. */
export interface ContentSource {
  channelId: string;
  creatorId: string;
  platform: Platform;
}

/** Something found on a platform, as it is taken in. Null is "not said", which is not 0. */
export interface FoundItem {
  externalId: string;
  type: ContentType;
  title: string;
  description: string;
  url: string;
  thumbnailUrl: string | null;
  durationSeconds: number | null;
  publishedAt: Date;
  scheduledAt: Date | null;
  liveStatus: LiveStatus | null;
  statistics: { views: number | null; likes: number | null; comments: number | null; shares: number | null };
  tags: string[];
  category: string | null;
  language: string | null;
}
