import { ConnectorError } from '../connector.errors.js';
import { type Call } from '../connector.js';
import {
  type ActivitySubscription,
  anything,
  subscriptionList,
  webhookAnswer,
  webhookList,
} from './x-api.schemas.js';
import { XClient, type XClientOptions } from './x-client.js';

const WEBHOOKS = { endpoint: 'webhooks', path: '/2/webhooks' } as const;

/** What an account is subscribed to for. */
export const NEWS_EVENTS = ['post.create', 'post.delete'] as const;
export type NewsEvent = (typeof NEWS_EVENTS)[number];

/** Webhooks and activity subscriptions of X API v2, which cost nothing. All methods throw ConnectorError. */
export class ActivityApi {
  private readonly client: XClient;

  constructor(options: XClientOptions, call: Call) {
    this.client = new XClient(options, call);
  }

  /** Has X bring news to this URL: once told, it remembers. @returns the webhook's id */
  async register(url: string): Promise<string> {
    const known = await this.webhookAt(url);
    if (known === null) return this.registerAnew(url);
    if (known.valid === false) await this.challenge(known.id);
    return known.id;
  }

  /** What is subscribed to of an account; X can only be asked for all there is. */
  async subscriptionsTo(userId: string): Promise<ActivitySubscription[]> {
    const found: ActivitySubscription[] = [];
    let pageToken: string | null = null;
    do {
      const page: { data: ActivitySubscription[]; next: string | null } = await this.page(pageToken);
      found.push(...page.data.filter(({ filter }) => filter.user_id === userId));
      pageToken = page.next;
    } while (pageToken !== null);
    return found;
  }

  async subscribe(userId: string, event: NewsEvent, webhookId: string): Promise<void> {
    await this.client.ask({
      endpoint: 'activity-subscriptions',
      path: '/2/activity/subscriptions',
      method: 'POST',
      body: { event_type: event, filter: { user_id: userId }, webhook_id: webhookId },
      schema: anything,
    });
  }

  async unsubscribe(subscriptionId: string): Promise<void> {
    await this.client.ask({
      endpoint: 'activity-subscriptions',
      path: `/2/activity/subscriptions/${subscriptionId}`,
      method: 'DELETE',
      schema: anything,
    });
  }

  private async webhookAt(url: string) {
    const { data } = await this.client.ask({ ...WEBHOOKS, schema: webhookList });
    return data.find((webhook) => webhook.url === url) ?? null;
  }

  private async registerAnew(url: string): Promise<string> {
    try {
      const { id } = await this.client.ask({
        ...WEBHOOKS,
        method: 'POST',
        body: { url },
        schema: webhookAnswer,
      });
      return id;
    } catch (error) {
      // Another process may have been faster.
      const made = error instanceof ConnectorError ? await this.webhookAt(url) : null;
      if (made === null) throw error;
      return made.id;
    }
  }

  /** Has X ask again whether the URL is ours: it brings nothing to one that failed to answer. */
  private async challenge(webhookId: string): Promise<void> {
    await this.client.ask({
      endpoint: 'webhooks',
      path: `/2/webhooks/${webhookId}`,
      method: 'PUT',
      schema: anything,
    });
  }

  private async page(pageToken: string | null) {
    const { data, meta } = await this.client.ask({
      endpoint: 'activity-subscriptions',
      path: '/2/activity/subscriptions',
      query: { max_results: '1000', ...(pageToken !== null && { pagination_token: pageToken }) },
      schema: subscriptionList,
    });
    const next = meta?.next_token ?? null;
    return { data, next: next === pageToken ? null : next };
  }
}
