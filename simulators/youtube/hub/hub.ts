import { createHmac } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { type Reply } from '../../http/reply.js';
import { type Catalogue, type Change } from '../catalogue/catalogue.js';
import { pushBody } from './push-body.js';

/** What may happen to a push on its way: `late` ones wait for `deliverLate`, and come in the opposite order. */
export type Mishap = 'lost' | 'twice' | 'forged' | 'late';

interface Subscription {
  readonly callback: string;
  readonly topic: string;
  readonly secret: string;
}

const TOPIC = /^https:\/\/www\.youtube\.com\/xml\/feeds\/videos\.xml\?channel_id=(UC[\w-]{22})$/;
/** What the hub grants, whatever is asked for. */
const LEASE_SECONDS = 432_000;

/** The hub (pubsubhubbub.appspot.com) that YouTube tells of uploads, edits and deletions, and of nothing else. */
export class Hub {
  /** Decides what happens to a push; nothing does by default. */
  mishapOf: (change: Change) => Mishap | null = () => null;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #underway = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #late: (() => void)[] = [];

  constructor(
    catalogue: Catalogue,
    /** Where to subscribe. */
    readonly url: string,
  ) {
    // Each delivery under way listens to it.
    setMaxListeners(0, this.#closing.signal);
    catalogue.onChange((change) => this.#tell(change));
  }

  /** Topics with a verified subscriber. */
  get topics(): string[] {
    return [...this.#subscriptions.values()].map(({ topic }) => topic);
  }

  /** Answers a request to subscribe: what is well formed is accepted, and verified afterwards. */
  answer(body: string): Reply {
    const form = new URLSearchParams(body);
    const mode = form.get('hub.mode') ?? '';
    const topic = form.get('hub.topic') ?? '';
    const callback = form.get('hub.callback') ?? '';
    if (!['subscribe', 'unsubscribe'].includes(mode) || !URL.canParse(callback))
      return reply(400, 'Invalid request');
    if (!TOPIC.test(topic)) return reply(400, 'Invalid value for hub.topic');
    this.#do(this.#verify(mode, { topic, callback, secret: form.get('hub.secret') ?? '' }));
    return reply(202, '');
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

  /** Ends the subscriber's lease without a word, as a hub that forgets does. */
  forget(): void {
    this.#subscriptions.clear();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  async #verify(mode: string, subscription: Subscription): Promise<void> {
    const { topic, callback } = subscription;
    const challenge = String(Math.floor(Math.random() * 1e16));
    const url = new URL(callback);
    const query = { topic, challenge, mode, lease_seconds: String(LEASE_SECONDS) };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(`hub.${name}`, value);
    const answer = await fetch(url, { signal: this.#closing.signal });
    if (!answer.ok || (await answer.text()) !== challenge) return;
    if (mode === 'subscribe') this.#subscriptions.set(`${topic} ${callback}`, subscription);
    else this.#subscriptions.delete(`${topic} ${callback}`);
  }

  #tell(change: Change): void {
    const channelId = change.video.channelId;
    const subscribed = [...this.#subscriptions.values()].filter(({ topic }) => topic.endsWith(channelId));
    if (subscribed.length === 0) return;
    const body = pushBody(change);
    for (const subscription of subscribed) {
      const mishap = this.mishapOf(change);
      const deliver = (signature?: string): void => this.#do(this.#deliver(subscription, body, signature));
      if (mishap === 'lost') continue;
      else if (mishap === 'late') this.#late.push(deliver);
      else if (mishap === 'forged') deliver('0'.repeat(40));
      else for (let copy = mishap === 'twice' ? 2 : 1; copy > 0; copy--) deliver();
    }
  }

  async #deliver({ callback, topic, secret }: Subscription, body: string, signature?: string): Promise<void> {
    const answer = await fetch(callback, {
      method: 'POST',
      headers: {
        'content-type': 'application/atom+xml',
        link: `<${topic}>; rel=self, <http://pubsubhubbub.appspot.com/>; rel=hub`,
        'x-hub-signature': `sha1=${signature ?? createHmac('sha1', secret).update(body).digest('hex')}`,
      },
      body,
      signal: this.#closing.signal,
    });
    await answer.text();
  }

  #do(work: Promise<void>): void {
    // A subscriber that is not there misses its push, as it would.
    const quiet = work.catch(() => undefined).finally(() => this.#underway.delete(quiet));
    this.#underway.add(quiet);
  }
}

function reply(status: number, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
    body,
  };
}
