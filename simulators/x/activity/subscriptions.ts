import { invalidRequest, notFound } from '../api/problem.js';
import { type Spelling } from '../api/spelling.js';

/** What an app may have without a contract. */
const MOST = 1_500;
const SERVED_EVENTS = ['post.create', 'post.delete'];

export interface Subscription {
  readonly subscription_id: string;
  readonly event_type: string;
  readonly filter: { readonly user_id: string };
  readonly webhook_id?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Which events of which accounts are brought to which webhook. */
export class Subscriptions {
  readonly #all = new Map<string, Subscription>();
  #sequence = 0;

  constructor(private readonly now: () => Date) {}

  get size(): number {
    return this.#all.size;
  }

  to(userId: string, event: string): Subscription[] {
    return [...this.#all.values()].filter(
      ({ event_type, filter }) => event_type === event && filter.user_id === userId,
    );
  }

  list(): Subscription[] {
    return [...this.#all.values()];
  }

  /** @throws ApiError for an event that is not known, one subscribed to already, and one too many */
  add(body: unknown, spelling: Spelling): Subscription {
    const { event_type: event = '', filter, webhook_id: webhookId } = (body ?? {}) as Partial<Subscription>;
    const userId = filter?.user_id ?? '';
    const refuse = (name: string, value: string, message: string) =>
      invalidRequest(name, value, message, spelling);
    if (!SERVED_EVENTS.includes(event)) throw refuse('event_type', event, `Unknown event type [${event}]`);
    if (!/^\d{1,19}$/.test(userId)) throw refuse('filter.user_id', userId, 'A user id is required');
    if (this.to(userId, event).some((known) => known.webhook_id === webhookId)) {
      throw refuse('filter', userId, 'DuplicateSubscriptionFailed: there is such a subscription');
    }
    if (this.size >= MOST) throw refuse('filter', userId, 'SubscriptionLimitExceeded');
    const at = this.now().toISOString();
    const subscription = {
      ...{
        subscription_id: String(1_000 + this.#sequence++),
        event_type: event,
        filter: { user_id: userId },
      },
      ...(webhookId !== undefined && { webhook_id: webhookId }),
      ...{ created_at: at, updated_at: at },
    };
    this.#all.set(subscription.subscription_id, subscription);
    return subscription;
  }

  /** @throws ApiError where there is none */
  delete(id: string): void {
    if (!this.#all.delete(id)) throw notFound();
  }

  clear(): void {
    this.#all.clear();
  }
}
