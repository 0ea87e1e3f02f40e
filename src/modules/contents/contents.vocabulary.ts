import type { Platform } from '../creators/index.js';

export const CONTENT_TYPES = ['video', 'short', 'live', 'premiere', 'post', 'image', 'album'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** What is watched, short or long. */
export const VIDEO_TYPES = ['video', 'short', 'live', 'premiere'] as const satisfies readonly ContentType[];

export const LIVE_STATUSES = ['upcoming', 'live', 'ended'] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/**
 * Where a content stands in its life: `announced` is known by its id only, `cancelled` a waiting room that nobody opened
 * when it was time, `gone` deleted or private. What is announced or gone is shown to nobody.
 */
export const CONTENT_STATES = [
  'announced',
  'upcoming',
  'live',
  'ended',
  'published',
  'cancelled',
  'gone',
] as const;
export type ContentState = (typeof CONTENT_STATES)[number];

export function isBroadcast(state: ContentState): state is LiveStatus {
  return (LIVE_STATUSES as readonly ContentState[]).includes(state);
}

/** The channel that items were found on. */
export interface ContentSource {
  channelId: string;
  platform: Platform;
}

/** Something found on a platform, as it is taken in. Null is "not said", which is neither 0 nor empty. */
export interface FoundItem {
  externalId: string;
  type: ContentType;
  title: string;
  description: string | null;
  url: string;
  thumbnailUrl: string | null;
  durationSeconds: number | null;
  publishedAt: Date;
  scheduledAt: Date | null;
  liveStatus: LiveStatus | null;
  broadcast?: Broadcast | undefined;
  statistics: { views: number | null; likes: number | null; comments: number | null; shares: number | null };
  tags: string[] | null;
  category: string | null;
  language: string | null;
  /** Pictures and films of a post or album, in its order; empty where the thumbnail says it all. */
  media: ContentMedia[];
  quoted: { externalId: string; url: string; text: string | null } | null;
  /** ISO 3166-1 alpha-2 codes of the countries in which the platform does not show it; `XX` is everywhere. */
  withheldIn: string[];
}

/** How a broadcast really went. */
export interface Broadcast {
  startedAt: Date | null;
  endedAt: Date | null;
  /** Watching right now; null before, after, and where the platform does not say. */
  viewers: number | null;
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
