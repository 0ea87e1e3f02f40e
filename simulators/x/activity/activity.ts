import { randomInt } from 'node:crypto';
import { Deliveries, type Mishap } from '../../http/deliveries.js';
import { postResource, userResource } from '../api/resources.js';
import { written, type Spelling } from '../api/spelling.js';
import { type Catalogue, type Change } from '../catalogue/catalogue.js';
import { Subscriptions } from './subscriptions.js';
import { type Webhook, type Webhooks } from './webhooks.js';

/** The X Activity API: brings what happens to accounts to the webhooks that subscribed to it. */
export class Activity {
  /** Decides what happens to an event; nothing does by default. */
  mishapOf: (change: Change) => Mishap | null = () => null;
  readonly subscriptions: Subscriptions;
  readonly #deliveries = new Deliveries();

  constructor(
    private readonly catalogue: Catalogue,
    readonly webhooks: Webhooks,
    private readonly spelling: () => Spelling,
    now: () => Date,
  ) {
    this.subscriptions = new Subscriptions(now);
    catalogue.onChange((change) => this.#tell(change));
  }

  /** Resolves when everything that is under way has arrived, or failed to. */
  idle(): Promise<void> {
    return this.#deliveries.idle();
  }

  /** Delivers what was late, the last first. */
  deliverLate(): Promise<void> {
    return this.#deliveries.deliverLate();
  }

  close(): Promise<void> {
    return this.#deliveries.close();
  }

  #tell(change: Change): void {
    const { authorId } = change.post;
    // X shows the posts of protected accounts to nobody who is not let in.
    if (this.catalogue.user(authorId)?.isProtected !== false) return;
    const type = change.kind === 'created' ? 'post.create' : 'post.delete';
    for (const { webhook_id: id } of this.subscriptions.to(authorId, type)) {
      const webhook = this.webhooks.find(id ?? '');
      if (webhook?.valid === true) this.#send(webhook, change, this.#event(type, change));
    }
  }

  #send(webhook: Webhook, change: Change, body: string): void {
    this.#deliveries.send(this.mishapOf(change), (how) => {
      const signature = how === 'forged' ? Buffer.alloc(32).toString('base64') : null;
      return this.webhooks.deliver(webhook, body, signature, this.#deliveries.signal);
    });
  }

  /** In the form of X's own samples (docs.x.com/x-api/activity/event-payloads): of media they say no more than the keys. */
  #event(type: string, { post }: Change): string {
    const resource = postResource(post, this.catalogue);
    const author = this.catalogue.user(post.authorId);
    const created = {
      payload: resource,
      includes: { tweets: [resource], ...(author !== null && { users: [userResource(author)] }) },
    };
    const deleted = { payload: { id: post.id, author_id: post.authorId } };
    const data = {
      event_uuid: String(randomInt(2 ** 47)),
      filter: { user_id: post.authorId },
      event_type: type,
      ...(type === 'post.create' ? created : deleted),
    };
    return JSON.stringify(written({ data }, this.spelling()));
  }
}
