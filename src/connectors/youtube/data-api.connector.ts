import { createHash } from 'node:crypto';
import { ConnectorError } from '../connector.errors.js';
import {
  type Call,
  type ChannelProfile,
  type ChannelRef,
  type Connector,
  type ContentBatch,
  type Push,
  type SyncCursor,
} from '../connector.js';
import { type AtomEntry } from './atom-feed.js';
import { type ChannelReference, parseChannelReference } from './channel-reference.js';
import { DataApi, type DataApiOptions } from './data-api.js';
import { type ChannelResource } from './data-api.schemas.js';
import { PublicFeed, type PublicFeedOptions } from './public-feed.js';
import { readUploadsCursor, type UploadsCursor } from './sync-cursor.js';
import { listUploads } from './uploads-listing.js';
import { sweepUploads } from './uploads-sweep.js';
import { VideoLookup } from './video-lookup.js';
import { channelNotFound } from './youtube.errors.js';
import { entryToContentItem, oldest, toChannelProfile } from './youtube.mapper.js';

/** What feeds and pushes do not show (a video that goes public at its old place, say) shows in the playlist after this. */
const SWEEP_EVERY_MS = 7 * 24 * 3_600_000;
/** A feed that shows this many may have left some out. */
const FEED_SIZE = 15;

/**
 * YouTube with an API key. The playlist of uploads is read the first time, and from then on when the feed is not enough;
 * once a week its first page is looked at; in between the feed, which costs nothing, tells what there is to be looked up.
 */
export class DataApiConnector implements Connector {
  readonly platform = 'youtube';
  readonly lookup: VideoLookup;

  constructor(
    private readonly api: DataApiOptions,
    private readonly feed: PublicFeedOptions,
    readonly push: Push,
  ) {
    this.lookup = new VideoLookup(api, feed);
  }

  /** Costs 1 unit; 2 where a video leads to its channel. */
  async resolveChannel(reference: string, call: Call): Promise<ChannelProfile> {
    const parsed = parseChannelReference(reference);
    const channel = await findChannel(new DataApi(this.api, call), parsed);
    if (channel === null) throw channelNotFound();
    return toChannelProfile(channel);
  }

  async *listContents(
    { externalId }: ChannelRef,
    stored: SyncCursor | null,
    call: Call,
  ): AsyncGenerator<ContentBatch, void, undefined> {
    const cursor = readUploadsCursor(stored, externalId);
    if (isRead(cursor)) {
      const isSwept = this.api.now().getTime() - Date.parse(cursor.sweptAt) < SWEEP_EVERY_MS;
      const batch = isSwept
        ? await this.newestInFeed(externalId, cursor, call)
        : await this.swept(cursor, call);
      if (batch !== null) {
        yield batch;
        return;
      }
    }
    yield* this.uploads(externalId, cursor, call);
  }

  /** Null where the list itself has to be read, or gives the reason why it cannot be. */
  private async swept(cursor: ReadCursor, call: Call): Promise<ContentBatch | null> {
    return sweepUploads(new DataApi(this.api, call), cursor).catch((error: unknown) => {
      const kind = error instanceof ConnectorError ? error.kind : null;
      if (kind === 'not_found' || kind === 'quota_exhausted') return null;
      throw error;
    });
  }

  /**
   * What the feed shows; null where it is not enough: it cannot be read, or all that it shows is new, and there may be
   * more.
   */
  private async newestInFeed(
    channelId: string,
    cursor: UploadsCursor,
    { signal }: Call,
  ): Promise<ContentBatch | null> {
    const feed = await new PublicFeed(this.feed, signal).of(channelId).catch((error: unknown) => {
      if (error instanceof ConnectorError) return null;
      throw error;
    });
    if (feed === null) return null;
    const { entries } = feed;
    const times = entries.map(({ publishedAt }) => publishedAt.toISOString());
    const { knownUntil } = cursor;
    if (entries.length >= FEED_SIZE && times.every((time) => time > (knownUntil ?? ''))) return null;
    const feedHash = hashOf(entries);
    const isUnchanged = feedHash === cursor.feedHash;
    return {
      items: isUnchanged ? [] : entries.map(entryToContentItem),
      areHints: true,
      coversSince: isUnchanged ? null : oldest(entries),
      unavailableIds: [],
      cursor: { ...cursor, feedHash },
    };
  }

  private async *uploads(
    channelId: string,
    stored: UploadsCursor,
    call: Call,
  ): AsyncGenerator<ContentBatch, void, undefined> {
    let cursor = stored;
    try {
      for await (const batch of listUploads(new DataApi(this.api, call), channelId, cursor)) {
        yield batch;
        cursor = batch.cursor;
      }
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'quota_exhausted') throw error;
      yield await this.withoutQuota(channelId, cursor, error, call);
    }
  }

  /**
   * What the feed shows beyond the cursor, which stays: the API's fuller answer for the same videos comes when there is
   * quota again. Videos the API has told of are left out, because a feed knows less of them.
   */
  private async withoutQuota(
    channelId: string,
    cursor: UploadsCursor,
    quotaError: ConnectorError,
    { signal }: Call,
  ): Promise<ContentBatch> {
    const { entries } = await new PublicFeed(this.feed, signal).of(channelId).catch(() => {
      throw quotaError;
    });
    const knownUntil = cursor.unread?.newest ?? cursor.knownUntil ?? '';
    const unknown = entries.filter(({ publishedAt }) => publishedAt.toISOString() > knownUntil);
    return {
      items: unknown.map(entryToContentItem),
      areHints: false,
      coversSince: null,
      unavailableIds: [],
      cursor,
    };
  }
}

/** Of a channel whose playlist was read to its end. */
type ReadCursor = UploadsCursor & { knownUntil: string; unread: null; sweptAt: string };

function isRead(cursor: UploadsCursor): cursor is ReadCursor {
  return cursor.knownUntil !== null && cursor.unread === null && cursor.sweptAt !== null;
}

/** Changes with what would have to be looked up; counters do not count. */
function hashOf(entries: readonly AtomEntry[]): string {
  const shown = entries.map(({ videoId, title, publishedAt }) => [videoId, title, publishedAt]);
  return createHash('sha1').update(JSON.stringify(shown)).digest('base64url');
}

async function findChannel(api: DataApi, reference: ChannelReference): Promise<ChannelResource | null> {
  switch (reference.by) {
    case 'id':
      return api.channel({ id: reference.id });
    case 'handle':
      return api.channel({ forHandle: reference.handle });
    case 'username':
      return api.channel({ forUsername: reference.username });
    case 'video': {
      const [video] = await api.videos([reference.videoId]);
      return video === undefined ? null : api.channel({ id: video.snippet.channelId });
    }
  }
}
