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
  /** Pictures and films of a post or album, in its order; empty where the thumbnail says it all. */
  media: ContentMedia[];
  quoted: { externalId: string; url: string; text: string | null } | null;
  /** ISO 3166-1 alpha-2 codes of the countries in which the platform does not show it; `XX` is everywhere. */
  withheldIn: string[];
}

export interface ContentMedia {
  type: 'image' | 'video' | 'animation';
  url: string | null;
  previewUrl: string | null;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  alternativeText: string | null;
  /** Signed links end; asking for the item again brings new ones. */
  expiresAt: Date | null;
}
