import { createHmac, randomBytes } from 'node:crypto';
import { invalidRequest, notFound } from '../api/problem.js';
import { type Spelling } from '../api/spelling.js';

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly valid: boolean;
  readonly created_at: string;
}

/** The URLs that an app has registered for events (docs.x.com/x-api/webhooks/quickstart), each proved to be its own. */
export class Webhooks {
  readonly #all = new Map<string, Webhook>();
  #sequence = 0;

  constructor(
    private readonly now: () => Date,
    private readonly consumerSecret: string,
    /** Where a URL leads: stands for the world's name servers, and for the proxy that ends TLS. */
    private readonly reach: (url: string) => string,
  ) {}

  list(): Webhook[] {
    return [...this.#all.values()];
  }

  find(id: string): Webhook | null {
    return this.#all.get(id) ?? null;
  }

  /** @throws ApiError for a URL that is not HTTPS, has a port, is there already, or does not answer the challenge */
  async register(url: string, spelling: Spelling): Promise<Webhook> {
    const refuse = (reason: string) => invalidRequest('url', url, reason, spelling);
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:' || new URL(url).port !== '') {
      throw refuse('InvalidUrl: the URL must be HTTPS, without a port');
    }
    if (this.list().some((webhook) => webhook.url === url)) throw refuse('DuplicateUrl');
    if (!(await this.#isOwn(url))) throw refuse('CrcValidationFailed');
    const webhook = {
      id: String(10 + this.#sequence++),
      url,
      valid: true,
      created_at: this.now().toISOString(),
    };
    this.#all.set(webhook.id, webhook);
    return webhook;
  }

  /** Asks again whether the URL answers, as X does every hour. @throws ApiError where there is no such webhook */
  async validate(id: string): Promise<boolean> {
    const webhook = this.find(id);
    if (webhook === null) throw notFound();
    const valid = await this.#isOwn(webhook.url);
    this.#all.set(id, { ...webhook, valid });
    return valid;
  }

  /** Marks all as failed, as X does with those that did not answer. */
  invalidate(): void {
    for (const webhook of this.list()) this.#all.set(webhook.id, { ...webhook, valid: false });
  }

  delete(id: string): void {
    if (!this.#all.delete(id)) throw notFound();
  }

  /** Brings an event. @param signature null is the right one */
  async deliver(
    { url }: Webhook,
    body: string,
    signature: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await fetch(this.reach(url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-twitter-webhooks-signature': `sha256=${signature ?? this.#sign(body)}`,
      },
      body,
      signal,
    });
    await answer.text();
  }

  async #isOwn(url: string): Promise<boolean> {
    const token = randomBytes(16).toString('hex');
    const challenged = new URL(this.reach(url));
    challenged.searchParams.set('crc_token', token);
    challenged.searchParams.set('nonce', randomBytes(8).toString('hex'));
    try {
      const answer = await fetch(challenged, { signal: AbortSignal.timeout(3_000) });
      if (!answer.headers.get('content-type')?.includes('json')) return false;
      const { response_token: response } = (await answer.json()) as { response_token?: string };
      return answer.ok && response === `sha256=${this.#sign(token)}`;
    } catch {
      return false;
    }
  }

  #sign(text: string): string {
    return createHmac('sha256', this.consumerSecret).update(text).digest('base64');
  }
}
