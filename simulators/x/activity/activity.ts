import { randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { postResource, userResource } from '../api/resources.js';
import { written, type Spelling } from '../api/spelling.js';
import { type Catalogue, type Change } from '../catalogue/catalogue.js';
import { Subscriptions } from './subscriptions.js';
import { type Webhook, type Webhooks } from './webhooks.js';

/** What may happen to an event on its way: `late` ones wait for `deliverLate`, and come in the opposite order. */
export type Mishap = 'lost' | 'twice' | 'forged' | 'late';

/** The X Activity API: brings what happens to accounts to the webhooks that subscribed to it. */
export class Activity {
  /** Decides what happens to an event; nothing does by default. */
  mishapOf: (change: Change) => Mishap | null = () => null;
  readonly subscriptions: Subscriptions;
  readonly #underway = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #late: (() => void)[] = [];

  constructor(
    private readonly catalogue: Catalogue,
    readonly webhooks: Webhooks,
    private readonly spelling: () => Spelling,
    now: () => Date,
  ) {
    // Each delivery under way listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.subscriptions = new Subscriptions(now);
    catalogue.onChange((change) => this.#tell(change));
  }

  /** Resolves when everything that is under way has arrived, or failed to. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  /** Delivers what was late, the last first. */
  async deliverLate(): Promise<void> {
    for (const deliver of this.#late.splice(0).reverse()) {
      deliver();
      await this.idle();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
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
    const deliver = (signature: string | null = null): void =>
      this.#do(this.webhooks.deliver(webhook, body, signature, this.#closing.signal));
    const mishap = this.mishapOf(change);
    if (mishap === 'lost') return;
    if (mishap === 'late') this.#late.push(deliver);
    else if (mishap === 'forged') deliver(Buffer.alloc(32).toString('base64'));
    else for (let copy = mishap === 'twice' ? 2 : 1; copy > 0; copy--) deliver();
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

  #do(work: Promise<void>): void {
    // Whoever is not there misses it, as they would.
    const quiet = work.catch(() => undefined).finally(() => this.#underway.delete(quiet));
    this.#underway.add(quiet);
  }
}
