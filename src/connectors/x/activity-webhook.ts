import { createHmac, timingSafeEqual } from 'node:crypto';
import { ConnectorError } from '../connector.errors.js';
import { type Call, type PushedNews, type PushedRequest, type Webhook } from '../connector.js';
import { ActivityApi, NEWS_EVENTS } from './activity-api.js';
import { respelled } from './spelling.js';
import { activityEvent, deletedPost, post, postIncludes, type PostResource } from './x-api.schemas.js';
import { type XClientOptions } from './x-client.js';
import { malformed } from './x.errors.js';
import { toContentItem } from './x.mapper.js';

const NOTHING: PushedNews = { items: [], goneIds: [] };

/**
 * The X Activity API (docs.x.com/x-api/activity/introduction): X brings new and deleted posts of the accounts that were
 * asked for, signed with the app's consumer secret. At most 1,500 subscriptions, of which an account takes two.
 */
export class ActivityWebhook implements Webhook {
  /** Subscriptions do not end by themselves; whether all are still there is looked up once a week. */
  readonly leaseSeconds = 7 * 86_400;

  constructor(
    private readonly options: XClientOptions,
    private readonly consumerSecret: string,
  ) {}

  async subscribe(externalId: string, callbackUrl: string, call: Call): Promise<void> {
    const api = new ActivityApi(this.options, call);
    const webhookId = await api.register(callbackUrl);
    const known = await api.subscriptionsTo(externalId);
    const isKnown = (event: string): boolean =>
      known.some(({ event_type, webhook_id }) => event_type === event && webhook_id === webhookId);
    for (const event of NEWS_EVENTS) if (!isKnown(event)) await api.subscribe(externalId, event, webhookId);
  }

  async unsubscribe(externalId: string, call: Call): Promise<void> {
    const api = new ActivityApi(this.options, call);
    for (const { subscription_id: id } of await api.subscriptionsTo(externalId)) await api.unsubscribe(id);
  }

  answerChallenge({ crc_token: token }: Readonly<Record<string, string>>): Record<string, string> | null {
    if (token === undefined || token === '') return null;
    return { response_token: `sha256=${this.sign(token).toString('base64')}` };
  }

  readNews({ headers, body }: PushedRequest): Map<string, PushedNews> {
    if (!this.isSigned(body, headers['x-twitter-webhooks-signature'])) {
      throw new ConnectorError('unauthorized', 'X_PUSH_FORGED', 'A push with a wrong signature');
    }
    const { event_type: type, filter, payload, includes } = eventIn(body);
    const userId = filter?.user_id ?? null;
    if (userId === null) return new Map();
    return new Map([[userId, READERS[type]?.(payload, includes, userId) ?? NOTHING]]);
  }

  private isSigned(body: Buffer, header = ''): boolean {
    const given = Buffer.from(header.replace(/^sha256=/, ''), 'base64');
    const right = this.sign(body);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private sign(data: string | Buffer): Buffer {
    return createHmac('sha256', this.consumerSecret).update(data).digest();
  }
}

/** What each kind of event tells. @throws ConnectorError `X_MALFORMED_ANSWER` */
const READERS: Record<string, (payload: unknown, includes: unknown, userId: string) => PushedNews> = {
  'post.create': (payload, includes, userId) => {
    const shown = post.safeParse(payload);
    const beside = postIncludes.safeParse(includes);
    if (!shown.success || !beside.success) throw malformed('a push that is not as described', shown.error);
    if (!isOwn(shown.data, userId)) return NOTHING;
    return { items: [toContentItem(shown.data, beside.data)], goneIds: [] };
  },
  'post.delete': (payload) => {
    const deleted = deletedPost.safeParse(payload);
    if (!deleted.success) throw malformed('a push that is not as described', deleted.error);
    return { items: [], goneIds: [deleted.data.id] };
  },
};

/** As `exclude=replies,retweets` has it. */
function isOwn(told: PostResource, userId: string): boolean {
  const isReply = (told.in_reply_to_post_id ?? told.in_reply_to_user_id ?? null) !== null;
  const isAbout = told.referenced_posts.some(({ type }) => type !== 'quoted');
  return told.author_id === userId && !isReply && !isAbout;
}

function eventIn(body: Buffer) {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw malformed('a push that is not JSON', error);
  }
  const event = activityEvent.safeParse(respelled(json));
  if (!event.success) throw malformed('a push that is not as described', event.error);
  return event.data.data;
}
