import { ConnectorError } from '../connector.errors.js';
import {
  type Call,
  type ChannelProfile,
  type Connector,
  type ContentBatch,
  type SyncCursor,
} from '../connector.js';
import { type ChannelReference, parseChannelReference } from './channel-reference.js';
import { DataApi, type DataApiOptions } from './data-api.js';
import { type ChannelResource } from './data-api.schemas.js';
import { PublicFeed, type PublicFeedOptions } from './public-feed.js';
import { readUploadsCursor, type UploadsCursor } from './sync-cursor.js';
import { listUploads } from './uploads-listing.js';
import { channelNotFound } from './youtube.errors.js';
import { entryToContentItem, toChannelProfile } from './youtube.mapper.js';

/** YouTube with an API key. When the day's quota is gone, what is new comes from the public feeds. */
export class DataApiConnector implements Connector {
  readonly platform = 'youtube';

  constructor(
    private readonly api: DataApiOptions,
    private readonly feed: PublicFeedOptions,
  ) {}

  /** Costs 1 unit; 2 where a video leads to its channel. */
  async resolveChannel(reference: string, { signal }: Call): Promise<ChannelProfile> {
    const parsed = parseChannelReference(reference);
    const channel = await findChannel(new DataApi(this.api, signal), parsed);
    if (channel === null) throw channelNotFound();
    return toChannelProfile(channel);
  }

  async *listContents(
    externalId: string,
    stored: SyncCursor | null,
    { signal }: Call,
  ): AsyncGenerator<ContentBatch, void, undefined> {
    let cursor = readUploadsCursor(stored, externalId);
    try {
      for await (const batch of listUploads(new DataApi(this.api, signal), externalId, cursor)) {
        yield batch;
        cursor = batch.cursor;
      }
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'quota_exhausted') throw error;
      yield await this.newestInFeed(externalId, cursor, error, signal);
    }
  }

  /**
   * What the feed shows beyond the cursor, which stays: the API's fuller answer for the same videos comes when there is
   * quota again. Videos the API has told of are left out, because a feed knows less of them.
   */
  private async newestInFeed(
    channelId: string,
    cursor: UploadsCursor,
    quotaError: ConnectorError,
    signal: AbortSignal | undefined,
  ): Promise<ContentBatch> {
    const { entries } = await new PublicFeed(this.feed, signal).of(channelId).catch(() => {
      throw quotaError;
    });
    const knownUntil = cursor.unread?.newest ?? cursor.knownUntil ?? '';
    const unknown = entries.filter(({ publishedAt }) => publishedAt.toISOString() > knownUntil);
    return { items: unknown.map(entryToContentItem), unavailableIds: [], cursor };
  }
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
