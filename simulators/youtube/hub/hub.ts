import { createHmac } from 'node:crypto';
import { Deliveries, type Mishap } from '../../http/deliveries.js';
import { type Reply } from '../../http/reply.js';
import { type Catalogue, type Change } from '../catalogue/catalogue.js';
import { pushBody } from './push-body.js';

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
  readonly #deliveries = new Deliveries();

  constructor(
    catalogue: Catalogue,
    /** Where to subscribe. */
    readonly url: string,
  ) {
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
    this.#deliveries.start(this.#verify(mode, { topic, callback, secret: form.get('hub.secret') ?? '' }));
    return reply(202, '');
  }

  /** Resolves when everything that is under way has arrived, or failed to. */
  idle(): Promise<void> {
    return this.#deliveries.idle();
  }

  /** Delivers what was late, the last first. */
  deliverLate(): Promise<void> {
    return this.#deliveries.deliverLate();
  }

  /** Ends the subscriber's lease without a word, as a hub that forgets does. */
  forget(): void {
    this.#subscriptions.clear();
  }

  close(): Promise<void> {
    return this.#deliveries.close();
  }

  async #verify(mode: string, subscription: Subscription): Promise<void> {
    const { topic, callback } = subscription;
    const challenge = String(Math.floor(Math.random() * 1e16));
    const url = new URL(callback);
    const query = { topic, challenge, mode, lease_seconds: String(LEASE_SECONDS) };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(`hub.${name}`, value);
    const answer = await fetch(url, { signal: this.#deliveries.signal });
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
      const right = createHmac('sha1', subscription.secret).update(body).digest('hex');
      this.#deliveries.send(this.mishapOf(change), (how) =>
        this.#deliver(subscription, body, how === 'forged' ? '0'.repeat(40) : right),
      );
    }
  }

  async #deliver({ callback, topic }: Subscription, body: string, signature: string): Promise<void> {
    const answer = await fetch(callback, {
      method: 'POST',
      headers: {
        'content-type': 'application/atom+xml',
        link: `<${topic}>; rel=self, <http://pubsubhubbub.appspot.com/>; rel=hub`,
        'x-hub-signature': `sha1=${signature}`,
      },
      body,
      signal: this.#deliveries.signal,
    });
    await answer.text();
  }
}

function reply(status: number, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
    body,
  };
}
