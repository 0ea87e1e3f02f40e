/**
 * The one port through which MyPick reads a platform that creators publish on.
 * A connector is a client and nothing more: it holds no rows and plans no work. It is told where a
 * channel stood (its cursor) and answers with what is there now, batch by batch.
 */
export const PLATFORMS = ['youtube', 'x', 'instagram'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const CONTENT_TYPES = ['video', 'short', 'live', 'premiere', 'post', 'image', 'album'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export const LIVE_STATUSES = ['upcoming', 'live', 'ended'] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** A channel as its platform describes it. Text is plain Unicode, exactly as the platform gave it. */
export interface ChannelProfile {
  platform: Platform;
  /** The platform's own, never changing id: `UC…` on YouTube. */
  externalId: string;
  /** Without the leading `@`; null where the platform did not say (YouTube without a key). */
  handle: string | null;
  title: string;
  description: string;
  url: string;
  avatarUrl: string | null;
  /** Null where hidden or not said. */
  followerCount: number | null;
  /** Null where not said. */
  viewCount: number | null;
}

/** Counters as the platform shows them; null is "not said", which is not 0. */
export interface ContentStatistics {
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
}

/** One thing a creator published, in the shape all platforms share. */
export interface ContentItem {
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
  statistics: ContentStatistics;
  tags: string[];
  category: string | null;
  /** BCP 47, as the platform says it. */
  language: string | null;
}

/** Where the last look at a channel ended. Plain JSON of the connector's own making; others only store it. */
export type SyncCursor = Record<string, unknown>;

/** A part of an answer that can be stored on its own: after it, `cursor` is where the channel stands. */
export interface ContentBatch {
  items: ContentItem[];
  /** Ids that the platform still lists but no longer shows (private, deleted). */
  unavailableIds: string[];
  cursor: SyncCursor;
}

export interface Connector {
  readonly platform: Platform;

  /**
   * Finds a channel by whatever a person has at hand: a URL (channel, handle, user, custom, video), a handle, an id.
   * @throws ConnectorError `INVALID_CHANNEL_REFERENCE`, `HANDLE_NEEDS_API_KEY`, `CHANNEL_NOT_FOUND`, or any transport kind
   */
  resolveChannel(reference: string, signal?: AbortSignal): Promise<ChannelProfile>;

  /**
   * Lists what a channel has published since `cursor`, newest first; all of it when `cursor` is null.
   * Every batch is complete in itself: stop anywhere, store the batch's cursor, go on from there later.
   * @throws ConnectorError
   */
  listContents(
    externalId: string,
    cursor: SyncCursor | null,
    signal?: AbortSignal,
  ): AsyncIterable<ContentBatch>;
}
