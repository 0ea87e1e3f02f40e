import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type OutboundClient } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import {
  type Call,
  type Push,
  type PushedNews,
  type PushedRequest,
  type PushMode,
  type PushSubscription,
  type PushVerification,
} from '../connector.js';
import { parseAtomPush } from './atom-feed.js';
import { statusError, transportError } from './youtube.errors.js';
import { entryToContentItem } from './youtube.mapper.js';

/** The topic that the hub knows, whichever address the feed is read from. */
const TOPIC = 'https://www.youtube.com/xml/feeds/videos.xml?channel_id=';

export interface WebSubOptions {
  /** `https://pubsubhubbub.appspot.com/subscribe` */
  hubUrl: string;
  http: OutboundClient;
}

const verification = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe']),
  'hub.topic': z.string(),
  'hub.challenge': z.string().min(1).max(1_000),
  'hub.lease_seconds': z.coerce.number().int().positive().optional(),
});
const denial = z.object({
  'hub.mode': z.literal('denied'),
  'hub.topic': z.string(),
  'hub.reason': z.string().max(1_000).default(''),
});

/** WebSub (w3.org/TR/websub) as YouTube's hub speaks it: one topic a channel, bodies signed with HMAC-SHA1. */
export class WebSub implements Push {
  /** What the hub grants, whatever is asked for. */
  readonly leaseSeconds = 432_000;

  constructor(private readonly options: WebSubOptions) {}

  async request(
    { mode, externalId, callbackUrl, secret }: PushSubscription & { mode: PushMode },
    { signal }: Call,
  ): Promise<void> {
    const form = new URLSearchParams({
      'hub.mode': mode,
      'hub.topic': TOPIC + externalId,
      'hub.callback': callbackUrl,
      'hub.verify': 'async',
      'hub.secret': secret,
      'hub.lease_seconds': String(this.leaseSeconds),
    });
    const answer = await this.options.http
      .request({
        url: this.options.hubUrl,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        signal,
        endpoint: 'youtube.hub',
      })
      .catch((error: unknown) => {
        throw transportError(error);
      });
    if (answer.status < 200 || answer.status > 299) throw statusError(answer.status, answer.retryAt);
  }

  readVerification(query: Readonly<Record<string, string>>, externalId: string): PushVerification | null {
    const isOfChannel = (topic: string): boolean => topic.endsWith(`channel_id=${externalId}`);
    const denied = denial.safeParse(query).data;
    if (denied !== undefined) {
      return isOfChannel(denied['hub.topic']) ? { mode: 'denied', reason: denied['hub.reason'] } : null;
    }
    const asked = verification.safeParse(query).data;
    if (asked === undefined || !isOfChannel(asked['hub.topic'])) return null;
    return {
      mode: asked['hub.mode'],
      challenge: asked['hub.challenge'],
      leaseSeconds: asked['hub.lease_seconds'] ?? null,
    };
  }

  readNews({ headers, body }: PushedRequest, { secret }: PushSubscription): PushedNews {
    if (!isSigned(body, headers['x-hub-signature'], secret)) {
      throw new ConnectorError('unauthorized', 'YOUTUBE_PUSH_FORGED', 'A push with a wrong signature');
    }
    const { entries, deletedIds } = parseAtomPush(body.toString('utf8'));
    return { items: entries.map(entryToContentItem), goneIds: deletedIds };
  }
}

function isSigned(body: Buffer, header: string | undefined, secret: string): boolean {
  const given = Buffer.from(/^sha1=([0-9a-f]{40})$/i.exec(header ?? '')?.[1] ?? '', 'hex');
  const right = createHmac('sha1', secret).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}
