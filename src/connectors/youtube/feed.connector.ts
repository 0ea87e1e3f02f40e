import {
  type Call,
  type ChannelProfile,
  type ChannelRef,
  type Connector,
  type ContentBatch,
  type Push,
  type SyncCursor,
} from '../connector.js';
import { parseChannelReference } from './channel-reference.js';
import { PublicFeed, type PublicFeedOptions } from './public-feed.js';
import { readFeedCursor } from './sync-cursor.js';
import { handleNeedsApiKey } from './youtube.errors.js';
import { entryToContentItem, feedToChannelProfile, oldest } from './youtube.mapper.js';

/** YouTube without an API key, through the channels' public feeds. */
export class FeedConnector implements Connector {
  readonly platform = 'youtube';

  constructor(
    private readonly options: PublicFeedOptions,
    readonly push: Push,
  ) {}

  async resolveChannel(reference: string, { signal }: Call): Promise<ChannelProfile> {
    const parsed = parseChannelReference(reference);
    if (parsed.by !== 'id') throw handleNeedsApiKey();
    const { title } = await new PublicFeed(this.options, signal).of(parsed.id);
    return feedToChannelProfile(parsed.id, title);
  }

  /** One batch with all that the feed shows, or an empty one where it has not changed. */
  async *listContents(
    { externalId }: ChannelRef,
    stored: SyncCursor | null,
    { signal }: Call,
  ): AsyncGenerator<ContentBatch, void, undefined> {
    const cursor = readFeedCursor(stored);
    const changed = await new PublicFeed(this.options, signal).changedSince(cursor, externalId);
    yield {
      items: changed?.feed.entries.map(entryToContentItem) ?? [],
      areHints: false,
      coversSince: changed === null ? null : oldest(changed.feed.entries),
      unavailableIds: [],
      cursor: { ...cursor, ...changed?.validators },
    };
  }
}
