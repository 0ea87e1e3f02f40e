import { type OutboundClient, type OutboundResponse } from '../../platform/outbound/index.js';
import { answerText } from './answer-text.js';
import { type AtomFeed, parseAtomFeed } from './atom-feed.js';
import { malformed, statusError, transportError } from './youtube.errors.js';

/** 15 entries with the longest descriptions come to about 400 kB. */
const MAX_BYTES = 2_000_000;

export interface PublicFeedOptions {
  /** `https://www.youtube.com` */
  feedUrl: string;
  http: OutboundClient;
}

/** What makes a request conditional, as an earlier answer gave it. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/**
 * The feeds of channels, which cost neither key nor quota. Lives for one task, whose signal it obeys.
 * All methods throw ConnectorError.
 */
export class PublicFeed {
  constructor(
    private readonly options: PublicFeedOptions,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async of(channelId: string): Promise<AtomFeed> {
    return parse(await this.get(channelId, {}), channelId);
  }

  /** Null where the feed is still the one that `known` came with. */
  async changedSince(
    known: Validators,
    channelId: string,
  ): Promise<{ feed: AtomFeed; validators: Validators } | null> {
    const answer = await this.get(channelId, {
      ...(known.etag !== null && { 'if-none-match': known.etag }),
      ...(known.lastModified !== null && { 'if-modified-since': known.lastModified }),
    });
    if (answer.status === 304) return null;
    const { etag = null, 'last-modified': lastModified = null } = answer.headers;
    return { feed: parse(answer, channelId), validators: { etag, lastModified } };
  }

  private async get(channelId: string, conditions: Record<string, string>): Promise<OutboundResponse> {
    const { feedUrl, http } = this.options;
    const answer = await http
      .request({
        url: `${feedUrl}/feeds/videos.xml`,
        query: { channel_id: channelId },
        headers: conditions,
        signal: this.signal,
        endpoint: 'youtube.feed',
        maxBytes: MAX_BYTES,
      })
      .catch((error: unknown) => {
        throw transportError(error);
      });
    const isUnchanged = answer.status === 304 && Object.keys(conditions).length > 0;
    if (answer.status === 200 || isUnchanged) return answer;
    throw statusError(answer.status, answer.retryAt);
  }
}

function parse(answer: OutboundResponse, channelId: string): AtomFeed {
  const feed = parseAtomFeed(answerText(answer, 'xml'));
  if (feed.channelId !== null && feed.channelId !== channelId) throw malformed('the feed of another channel');
  return feed;
}
