import { type z } from 'zod';
import { type OutboundClient, type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import { type Call } from '../connector.js';
import { type Spending } from '../spending.js';
import { answerText } from './answer-text.js';
import { type ApiKey, type BucketName } from './api-keys.js';
import { apiError } from './data-api.errors.js';
import {
  batchStatisticsList,
  channelList,
  type ChannelResource,
  type PlaylistItem,
  playlistItemList,
  statisticsList,
  type StatisticsResource,
  videoList,
  type VideoResource,
} from './data-api.schemas.js';
import { fieldsOf } from './partial-answers.js';
import { malformed, transportError } from './youtube.errors.js';

/** 50 videos with the longest descriptions come to about 1 MB. */
const MAX_BYTES = 8_000_000;
/** Of the two methods that collecting lives on. */
const FIELDS = { playlistItems: fieldsOf(playlistItemList), videos: fieldsOf(videoList) };
/** Most that a page holds, and most ids that the methods take. */
export const PAGE_SIZE = 50;

export interface PlaylistPage {
  items: PlaylistItem[];
  nextPageToken: string | null;
  etag: string | null;
}

interface PageOptions {
  pageToken?: string | null;
  etag?: string | null;
  withWords?: boolean;
}

export interface DataApiOptions {
  /** `https://www.googleapis.com/youtube/v3` */
  apiUrl: string;
  /** Used one after another: the next when one has nothing left or is refused. At least one. */
  apiKeys: readonly ApiKey[];
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

interface Method {
  name: string;
  bucket: BucketName;
  query: Record<string, string>;
  headers?: Record<string, string>;
}

/**
 * The YouTube Data API v3, as far as collecting needs it. Each call costs one unit of its bucket's 10,000 a day,
 * whatever its parts and outcome, and is booked before it is sent. Lives for one task, whose signal it obeys.
 * All methods throw ConnectorError.
 */
export class DataApi {
  constructor(
    private readonly options: DataApiOptions,
    private readonly call: Call,
  ) {}

  get now(): Date {
    return this.options.now();
  }

  /** The channel of an id, a handle (without `@`) or an old user name; null where there is none. */
  async channel(
    filter: { id: string } | { forHandle: string } | { forUsername: string },
  ): Promise<ChannelResource | null> {
    const [channel = null] = await this.channelList(filter);
    return channel;
  }

  /** Up to 50 channels; closed ones are left out. */
  async channels(ids: readonly string[]): Promise<ChannelResource[]> {
    return ids.length === 0 ? [] : this.channelList({ id: ids.join(','), maxResults: String(PAGE_SIZE) });
  }

  /**
   * A page of a playlist, newest first, with what is written of its videos if asked for; null where nothing has changed
   * since `etag`.
   */
  async playlistPage(
    playlistId: string,
    { pageToken = null, etag = null, withWords = false }: PageOptions = {},
  ): Promise<PlaylistPage | null> {
    const answer = await this.get({
      name: 'playlistItems',
      bucket: 'main',
      query: {
        part: withWords ? 'snippet,contentDetails' : 'contentDetails',
        fields: FIELDS.playlistItems,
        playlistId,
        maxResults: String(PAGE_SIZE),
        ...(pageToken !== null && { pageToken }),
      },
      headers: etag === null ? {} : { 'if-none-match': etag },
    });
    if (answer.status === 304) return null;
    const page = parse(playlistItemList, answer);
    return {
      items: page.items,
      nextPageToken: page.nextPageToken ?? null,
      etag: answer.headers.etag ?? quoted(page.etag),
    };
  }

  /** Up to 50 videos. Those that are private or deleted are left out by YouTube, without a word. */
  async videos(ids: readonly string[]): Promise<VideoResource[]> {
    if (ids.length === 0) return [];
    const part = 'snippet,contentDetails,statistics,status,liveStreamingDetails';
    const query = { part, fields: FIELDS.videos, id: ids.join(',') };
    return parse(videoList, await this.get({ name: 'videos', bucket: 'main', query })).items;
  }

  /** Counters of up to 50 videos, by the method that everybody has. */
  async statistics(ids: readonly string[]): Promise<StatisticsResource[]> {
    const query = { part: 'statistics', id: ids.join(',') };
    return parse(statisticsList, await this.get({ name: 'videos', bucket: 'main', query })).items;
  }

  /**
   * The same by `videos.batchGetStats` (since June 2026), which has a bucket of its own. Whether an API key is enough for
   * it is not documented.
   */
  async batchGetStats(ids: readonly string[]): Promise<StatisticsResource[]> {
    const query = { part: 'statistics', id: ids.join(',') };
    const answer = await this.get({ name: 'videos:batchGetStats', bucket: 'stats', query });
    return parse(batchStatisticsList, answer).items;
  }

  private async channelList(filter: Record<string, string>): Promise<ChannelResource[]> {
    const query = { part: 'snippet,statistics,contentDetails', ...filter };
    return parse(channelList, await this.get({ name: 'channels', bucket: 'main', query })).items;
  }

  /** Asks with the first key that may. What is wrong with one key is no reason not to ask with the next. */
  private async get(method: Method): Promise<OutboundResponse> {
    let refusal: ConnectorError | null = null;
    for (const key of this.options.apiKeys) {
      try {
        return await this.ask(method, key);
      } catch (error) {
        if (!(error instanceof ConnectorError) || !isAboutTheKey(error)) throw error;
        refusal = sooner(refusal, error);
      }
    }
    throw refusal ?? new ConnectorError('unauthorized', 'YOUTUBE_KEY_INVALID', 'There is no YouTube API key');
  }

  private async ask({ name, bucket, query, headers = {} }: Method, key: ApiKey): Promise<OutboundResponse> {
    const { apiUrl, http, spending } = this.options;
    const { priority, signal } = this.call;
    const answer = await http
      .request({
        url: `${apiUrl}/${name}`,
        query: { ...query, key: key.secret },
        headers,
        signal,
        endpoint: `youtube.${name}`,
        maxBytes: MAX_BYTES,
        beforeSending: async () => {
          await spending.reserve(key.bucket(bucket), 1, priority);
        },
      })
      .catch((error: unknown) => {
        throw transportError(error);
      });
    if (answer.status === 200 || (answer.status === 304 && 'if-none-match' in headers)) return answer;
    const error = apiError(answer, this.now);
    if (error.kind === 'quota_exhausted' && error.retryAt !== null) {
      await spending.block(key.bucket(bucket), error.retryAt);
    }
    throw error;
  }
}

function isAboutTheKey({ kind }: ConnectorError): boolean {
  return kind === 'quota_exhausted' || kind === 'unauthorized' || kind === 'forbidden';
}

/** Of several refusals the one that ends first; one that waiting does not mend comes last. */
function sooner(one: ConnectorError | null, other: ConnectorError): ConnectorError {
  if (one === null) return other;
  const [a, b] = [one.retryAt?.getTime() ?? Infinity, other.retryAt?.getTime() ?? Infinity];
  return b < a ? other : one;
}

/** @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER` */
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
