import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { xDefaults } from '../../../test/support/x-bench.js';
import { hasSpecs, readSpec } from '../../../test/support/youtube-discovery.js';
import { createOutboundClient } from '../../platform/outbound/index.js';
import { createXConnector } from './index.js';

const USER = '1111111111111111111';
const SECRET = 'consumer-secret';
const webhook = createXConnector({
  ...xDefaults(),
  apiUrl: 'http://127.0.0.1:9',
  consumerSecret: SECRET,
  http: createOutboundClient({ trustedOrigins: ['http://127.0.0.1:9'], userAgent: 'test' }),
}).webhook!;

const sign = (body: string, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
const read = (body: string, signature: string | undefined = sign(body)) =>
  webhook.readNews({ headers: { 'x-twitter-webhooks-signature': signature }, body: Buffer.from(body) });
const created = (payload: object) =>
  JSON.stringify({
    data: {
      event_type: 'post.create',
      filter: { user_id: USER },
      payload: { id: '2080761390344937796', author_id: USER, text: 'hello', ...payload },
    },
  });

describe('the webhook of X', () => {
  it('proves that the URL is ours, and answers nothing else', () => {
    expect(webhook.answerChallenge({ crc_token: 'abc', nonce: '1' })).toEqual({
      response_token: sign('abc'),
    });
    expect(webhook.answerChallenge({})).toBeNull();
    expect(webhook.answerChallenge({ crc_token: '' })).toBeNull();
  });

  it.each([
    ['no signature', undefined],
    ['another secret', sign('{}', 'wrong')],
    ['another algorithm', 'sha1=00'],
    ['half a signature', sign('{}').slice(0, 20)],
  ])('refuses %s', (_name, signature) => {
    const headers = { 'x-twitter-webhooks-signature': signature };
    expect(() => webhook.readNews({ headers, body: Buffer.from('{}') })).toThrow(
      expect.objectContaining({ kind: 'unauthorized' }) as Error,
    );
  });

  it.each(['', 'hello', '{}', '{"data":{}}', created({ id: 'abc' }), created({ text: 5 })])(
    'refuses what makes no sense: %j',
    (body) => {
      expect(() => read(body)).toThrow(expect.objectContaining({ kind: 'malformed' }) as Error);
    },
  );

  it.each([
    ['a reply', { in_reply_to_tweet_id: '1' }],
    ['a reply, said otherwise', { referenced_tweets: [{ type: 'replied_to', id: '1' }] }],
    ['a reply in the other spelling', { referenced_posts: [{ type: 'replied_to', id: '1' }] }],
    ['a repost', { referenced_tweets: [{ type: 'retweeted', id: '1' }] }],
    ['a post of somebody else', { author_id: '2' }],
  ])('leaves out %s', (_name, payload) => {
    expect(read(created(payload)).get(USER)).toEqual({ items: [], goneIds: [] });
  });

  it('takes a quote, which is a post', () => {
    const quoted = { type: 'quoted', id: '1' };
    expect(read(created({ referenced_tweets: [quoted] })).get(USER)?.items).toHaveLength(1);
  });

  describe.skipIf(!hasSpecs)('reads the samples of the documentation (needs ../shared)', () => {
    const sample = (event: string): string =>
      JSON.stringify(
        (JSON.parse(readSpec('x-fixtures/activity-api.events.json')) as Record<string, unknown>)[event],
      );

    it('a new post', () => {
      expect(read(sample('post.create')).get(USER)).toEqual({
        goneIds: [],
        items: [
          expect.objectContaining({
            externalId: '2080761390344937796',
            description: 'Hello from the Activity API',
            publishedAt: new Date('2026-07-24T21:05:48Z'),
          }),
        ],
      });
    });

    it('a deleted one', () => {
      expect(read(sample('post.delete')).get(USER)).toEqual({ items: [], goneIds: ['2080761269309813134'] });
    });

    it.each(['profile.update.handle', 'spaces.start', 'broadcast.start', 'oauth.revoke'])(
      'no news in %s',
      (event) => {
        expect([...read(sample(event)).values()].flatMap(({ items }) => items)).toEqual([]);
      },
    );
  });
});
