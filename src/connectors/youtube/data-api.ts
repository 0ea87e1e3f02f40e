import { type z } from 'zod';
import { type OutboundClient, type OutboundResponse } from '../../platform/outbound/index.js';
import { answerText } from './answer-text.js';
import { apiError } from './data-api.errors.js';
import {
  channelList,
  type ChannelResource,
  type PlaylistItem,
  playlistItemList,
  videoList,
  type VideoResource,
} from './data-api.schemas.js';
import { malformed, transportError } from './youtube.errors.js';

/** 50 videos with the longest descriptions, twice over (`localized`), come to about 2 MB. */
const MAX_BYTES = 8_000_000;
/** Most that a page holds, and most ids that videos.list takes. */
const PAGE_SIZE = '50';

export interface PlaylistPage {
  items: PlaylistItem[];
  nextPageToken: string | null;
  etag: string | null;
}

export interface DataApiOptions {
  /** `https://www.googleapis.com/youtube/v3` */
  apiUrl: string;
  apiKey: string;
  http: OutboundClient;
}

/**
 * The YouTube Data API v3, as far as collecting needs it. Each call costs one unit of the day's 10,000, whatever its
 * parts and outcome. Lives for one task, whose signal it obeys.
 * All methods throw ConnectorError.
 */
export class DataApi {
  constructor(
    private readonly options: DataApiOptions,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The channel of an id, a handle (without `@`) or an old user name; null where there is none. */
  async channel(
    filter: { id: string } | { forHandle: string } | { forUsername: string },
  ): Promise<ChannelResource | null> {
    const part = 'snippet,statistics,contentDetails';
    const { items } = parse(channelList, await this.get('channels', { part, ...filter }));
    return items[0] ?? null;
  }

  /** A page of a playlist, newest first; null where nothing has changed since `etag`. */
  async playlistPage(
    playlistId: string,
    { pageToken = null, etag = null }: { pageToken?: string | null; etag?: string | null } = {},
  ): Promise<PlaylistPage | null> {
    const answer = await this.get(
      'playlistItems',
      {
        part: 'snippet,contentDetails',
        playlistId,
        maxResults: PAGE_SIZE,
        ...(pageToken !== null && { pageToken }),
      },
      etag === null ? {} : { 'if-none-match': etag },
    );
    if (answer.status === 304) return null;
    const page = parse(playlistItemList, answer);
    return {
      items: page.items,
      nextPageToken: page.nextPageToken ?? null,
      etag: answer.headers.etag ?? quoted(page.etag),
    };
  }

  /** Up to 50 videos. Those that are private or deleted are left out by YouTube, without a word. */
  async videos(ids: string[]): Promise<VideoResource[]> {
    if (ids.length === 0) return [];
    const part = 'snippet,contentDetails,statistics,status,liveStreamingDetails';
    return parse(videoList, await this.get('videos', { part, id: ids.join(',') })).items;
  }

  private async get(
    method: string,
    query: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<OutboundResponse> {
    const { apiUrl, apiKey, http } = this.options;
    const answer = await http
      .request({
        url: `${apiUrl}/${method}`,
        query: { ...query, key: apiKey },
        headers,
        signal: this.signal,
        endpoint: `youtube.${method}`,
        maxBytes: MAX_BYTES,
      })
      .catch((error: unknown) => {
        throw transportError(error);
      });
    if (answer.status === 200 || (answer.status === 304 && 'if-none-match' in headers)) return answer;
    throw apiError(answer, new Date());
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, answer: OutboundResponse): z.output<Schema> {
  const text = answerText(answer, 'json');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw malformed('not JSON', error);
  }
  const result = schema.safeParse(json);
  if (!result.success) throw malformed('not as described', result.error);
  return result.data;
}

/** Bodies repeat the ETag, today without the quotes that `If-None-Match` needs. */
function quoted(etag: string | undefined): string | null {
  return etag === undefined ? null : `"${etag.replace(/^"|"$/g, '')}"`;
}
