import { ConnectorError } from '../connector.errors.js';
import {
  type Call,
  type ChannelProfile,
  type ContentItem,
  type ContentStatistics,
  type Found,
  type Lookup,
} from '../connector.js';
import { isShown, type KnownKind, mayBeShort } from './content-kind.js';
import { DataApi, type DataApiOptions, PAGE_SIZE } from './data-api.js';
import { type VideoResource } from './data-api.schemas.js';
import { PublicFeed, type PublicFeedOptions } from './public-feed.js';
import { toChannelProfile, toContentItem, toStatistics } from './youtube.mapper.js';

/** How long `videos.batchGetStats` is left alone after it was refused. */
const REFUSED_FOR_MS = 6 * 3_600_000;

/** Looks at videos and channels by their ids, 50 of whatever channels a call. */
export class VideoLookup implements Lookup {
  readonly maxIds = PAGE_SIZE;
  readonly bucket = 'main';
  /** Terms: what is kept is refreshed or deleted within 30 days (developer policies III.E.4.d). */
  readonly pace = { soonestMs: 30 * 60_000, latestMs: 25 * 86_400_000, aheadMs: 12 * 3_600_000 };
  /** Until then counters come from `videos.list`. */
  private batchRefusedUntil = 0;

  constructor(
    private readonly api: DataApiOptions,
    private readonly feed: PublicFeedOptions,
  ) {}

  /** Costs 1 unit, and a free look at the feed of each channel with a new video that may be a Short. */
  async contents(externalIds: readonly string[], call: Call): Promise<Found<ContentItem>> {
    const videos = (await new DataApi(this.api, call).videos(externalIds)).filter(isShown);
    const kinds = await this.kindsOf(videos, call);
    return found(
      externalIds,
      videos.map((video) => toContentItem(video, kinds.get(video.id))),
      ({ externalId }) => externalId,
    );
  }

  /** Costs 1 unit of the bucket that only counters come from, or 1 of the main one where that is not to be had. */
  async statistics(
    externalIds: readonly string[],
    call: Call,
  ): Promise<Found<{ externalId: string; statistics: ContentStatistics }>> {
    const items = await this.counters(externalIds, new DataApi(this.api, call));
    return found(
      externalIds,
      items.map(({ id, statistics }) => ({ externalId: id, statistics: toStatistics(statistics) })),
      ({ externalId }) => externalId,
    );
  }

  /** Costs 1 unit. */
  async channels(externalIds: readonly string[], call: Call): Promise<Found<ChannelProfile>> {
    const channels = await new DataApi(this.api, call).channels(externalIds);
    return found(externalIds, channels.map(toChannelProfile), ({ externalId }) => externalId);
  }

  private async counters(ids: readonly string[], api: DataApi) {
    const now = api.now.getTime();
    if (now < this.batchRefusedUntil) return api.statistics(ids);
    try {
      return await api.batchGetStats(ids);
    } catch (error) {
      if (!(error instanceof ConnectorError) || !isRefusal(error)) throw error;
      this.batchRefusedUntil = now + REFUSED_FOR_MS;
      return api.statistics(ids);
    }
  }

  /**
   * Whether a video is a Short the API does not say; the link in the channel's feed does. One that the feed no longer
   * shows stays a video: where so much is new, the channel's list is read, and with it the list of its Shorts.
   */
  private async kindsOf(videos: readonly VideoResource[], call: Call): Promise<Map<string, KnownKind>> {
    const candidates = videos.filter(mayBeShort);
    const channelIds = [...new Set(candidates.map(({ snippet }) => snippet.channelId))];
    const feeds = await Promise.all(
      channelIds.map((id) => new PublicFeed(this.feed, call.signal).of(id).catch(() => null)),
    );
    const shorts = feeds.flatMap(
      (feed) =>
        feed?.entries.filter(({ link }) => link?.includes('/shorts/')).map(({ videoId }) => videoId) ?? [],
    );
    return new Map(shorts.map((id) => [id, 'short']));
  }
}

/** Whatever says that this key may not use the method, rather than that the platform has a bad moment. */
function isRefusal({ kind }: ConnectorError): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'not_found' || kind === 'malformed';
}

function found<T>(asked: readonly string[], items: T[], idOf: (item: T) => string): Found<T> {
  const shown = new Set(items.map(idOf));
  return { found: items, missingIds: asked.filter((id) => !shown.has(id)) };
}
