import { type Platform } from './platform.js';
import { type Priority } from './spending.js';

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
  /** Null where the platform did not say (YouTube without a key). */
  description: string | null;
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

/**
 * One thing a creator published, in the shape all platforms share. Null is "not said", which is no reason to forget what
 * is known; a text or list that is empty was said to be.
 */
export interface ContentItem {
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
  /** Absent where the way in does not tell of broadcasts. */
  broadcast?: Broadcast | undefined;
  statistics: ContentStatistics;
  tags: string[] | null;
  category: string | null;
  /** BCP 47, as the platform says it. */
  language: string | null;
  /** Pictures and films of a post or album, in its order; empty where `thumbnailUrl` says it all. */
  media: MediaItem[];
  /** What a post quotes. */
  quoted: QuotedItem | null;
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

export interface MediaItem {
  type: 'image' | 'video' | 'animation';
  url: string | null;
  previewUrl: string | null;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  /** For those who cannot see it, as the creator wrote it. */
  alternativeText: string | null;
  /** Signed links end; asking for the item again brings new ones. */
  expiresAt: Date | null;
}

export interface QuotedItem {
  externalId: string;
  url: string;
  /** Null where the platform shows no more than that there is something. */
  text: string | null;
}

/** A channel as it is asked for: platforms that find channels by name alone need the handle, the others the id. */
export type ChannelRef = Pick<ChannelProfile, 'externalId' | 'handle'>;

/** Where the last look at a channel ended. Plain JSON of the connector's own making; others only store it. */
export type SyncCursor = Record<string, unknown>;

/** A part of an answer that can be stored on its own: after it, `cursor` is where the channel stands. */
export interface ContentBatch {
  items: ContentItem[];
  /** The items say no more than that they are there: each has to be looked up (`Connector.lookup`) before it is shown. */
  areHints: boolean;
  /**
   * All that the channel shows of what was published after then is among the items; null where that cannot be said. Of
   * that very moment some may be missing: a list may end in the middle of what came at the same second.
   */
  coversSince: Date | null;
  /** Ids that the platform still lists but no longer shows (private, deleted). */
  unavailableIds: string[];
  /** What the channel says of itself, where the platform tells it by the way. */
  profile?: ChannelProfile | undefined;
  cursor: SyncCursor;
}

/** What every call is told beside its subject. */
export interface Call {
  /** How much of a platform's allowance it may use up. */
  priority: Priority;
  signal?: AbortSignal | undefined;
}

/** Some of what was asked for; whatever is missing is deleted, private, or was never there. */
export interface Found<T> {
  found: T[];
  missingIds: string[];
}

/**
 * The one port through which MyPick reads a platform that creators publish on.
 * A connector is a client and nothing more: it holds no rows and plans no work. It is told where a
 * channel stood (its cursor) and answers with what is there now, batch by batch.
 */
export interface Connector {
  readonly platform: Platform;

  /**
   * Finds a channel by whatever a person has at hand: a URL (channel, handle, user, custom, video), a handle, an id.
   * @throws ConnectorError `INVALID_CHANNEL_REFERENCE`, `HANDLE_NEEDS_API_KEY`, `CHANNEL_NOT_FOUND`, or any transport kind
   */
  resolveChannel(reference: string, call: Call): Promise<ChannelProfile>;

  /**
   * Lists what a channel has published since `cursor`, newest first; all of it when `cursor` is null.
   * Every batch is complete in itself: stop anywhere, store the batch's cursor, go on from there later.
   * @throws ConnectorError
   */
  listContents(channel: ChannelRef, cursor: SyncCursor | null, call: Call): AsyncIterable<ContentBatch>;

  /** Present where the platform can be asked for items by their ids, of any channels. */
  readonly lookup?: Lookup;

  /** Present where the platform tells of news of a channel at a URL of that channel. */
  readonly push?: Push;

  /** Present where the platform tells of news of all channels at one URL. */
  readonly webhook?: Webhook;

  /**
   * Present where items can only be asked for through their channel: brings one with links that work.
   * @returns null where the channel does not show it, or not among what is worth reading for one item
   * @throws ConnectorError
   */
  findItem?(channel: ChannelRef, externalId: string, call: Call): Promise<ContentItem | null>;
}

export interface Lookup {
  /** Most ids that one call takes. */
  readonly maxIds: number;
  /** How soon, and how late at the latest, the platform's prices and terms would have an item looked at again. */
  readonly pace: LookupPace;
  /** Name of the bucket that looks at contents are booked in. */
  readonly bucket: string;
  /** @throws ConnectorError */
  contents(externalIds: readonly string[], call: Call): Promise<Found<ContentItem>>;
  /**
   * Counters alone, where they are cheaper than the whole.
   * @throws ConnectorError
   */
  statistics(
    externalIds: readonly string[],
    call: Call,
  ): Promise<Found<{ externalId: string; statistics: ContentStatistics }>>;
  /** @throws ConnectorError */
  channels(externalIds: readonly string[], call: Call): Promise<Found<ChannelProfile>>;
}

/** An item is looked at again after as long as it is old, within these bounds. */
export interface LookupPace {
  soonestMs: number;
  latestMs: number;
  /** What is due so soon may fill a call that has room; 0 where every item of a call has its price. */
  aheadMs: number;
}

/** News that a platform brings to a URL of ours, a channel at a time. */
export interface Push {
  /** What to ask for, in seconds; the platform may grant another. */
  readonly leaseSeconds: number;
  /**
   * Asks for news of a channel, or for no more of it. That it is granted, the platform says by calling the URL.
   * @throws ConnectorError
   */
  request(subscription: PushSubscription & { mode: PushMode }, call: Call): Promise<void>;
  /** Reads the platform's question whether we asked (a GET of the URL); null where this is none, or of another channel. */
  readVerification(query: Readonly<Record<string, string>>, externalId: string): PushVerification | null;
  /**
   * Reads what was brought.
   * @throws ConnectorError `unauthorized` where the signature is wrong, `malformed` where it makes no sense
   */
  readNews(news: PushedRequest, subscription: PushSubscription): PushedNews;
}

export type PushMode = 'subscribe' | 'unsubscribe';

export interface PushSubscription {
  externalId: string;
  callbackUrl: string;
  secret: string;
}

export type PushVerification =
  | { mode: PushMode; /** To be answered as text. */ challenge: string; leaseSeconds: number | null }
  | { mode: 'denied'; reason: string };

export interface PushedRequest {
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

export interface PushedNews {
  /** New or edited, as little as the push says of them. */
  items: ContentItem[];
  /** Deleted or made private, the platform says. */
  goneIds: string[];
}

/** News that a platform brings to one URL of ours, of every channel that it was asked for. */
export interface Webhook {
  /** For how long a subscription is trusted before it is asked for again. */
  readonly leaseSeconds: number;
  /**
   * Asks for news of a channel, and has the URL registered first where it is not. Granted when it returns; asking for what
   * is granted changes nothing.
   * @throws ConnectorError
   */
  subscribe(externalId: string, callbackUrl: string, call: Call): Promise<void>;
  /** @throws ConnectorError */
  unsubscribe(externalId: string, call: Call): Promise<void>;
  /** Answers the platform's question whether the URL is ours (a GET of it), as JSON; null where this is no such question. */
  answerChallenge(query: Readonly<Record<string, string>>): Record<string, string> | null;
  /**
   * Reads what was brought, by the channels' ids.
   * @throws ConnectorError `unauthorized` where the signature is wrong, `malformed` where it makes no sense
   */
  readNews(news: PushedRequest): Map<string, PushedNews>;
}
