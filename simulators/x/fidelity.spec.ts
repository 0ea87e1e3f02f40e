import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { XOpenApi } from '../../test/support/x-openapi.js';
import { hasSpecs, readSpec } from '../../test/support/youtube-discovery.js';
import { startXSimulator, type Spelling, type User, type XSimulator } from './index.js';
import { callX, crcServer } from './spec-client.js';

const CALLBACK = 'https://mypick.example/push';
const WHOLE: Record<Spelling, Record<string, string>> = {
  tweet: {
    'tweet.fields':
      'attachments,author_id,conversation_id,created_at,edit_controls,entities,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,withheld',
    expansions: 'attachments.media_keys,author_id,edit_history_tweet_ids,referenced_tweets.id',
    'media.fields': 'alt_text,duration_ms,height,preview_image_url,type,url,variants,width',
    'user.fields': 'created_at,description,entities,profile_image_url,protected,public_metrics,verified',
  },
  post: {
    'post.fields':
      'attachments,conversation_id,created_at,edit_controls,entities,lang,note_post,possibly_sensitive,public_metrics,withheld',
    expansions: 'attachments.media_keys,author_id,edit_history_post_ids,in_reply_to_user_id,referenced_posts',
    'media.fields': 'alt_text,duration_ms,height,preview_image_url,type,url,variants,width',
    'user.fields': 'created_at,description,entities,profile_image_url,protected,public_metrics,verified',
  },
};

describe.skipIf(!hasSpecs).each<Spelling>(['tweet', 'post'])(
  'answers beside the official description, in the spelling of %ss (needs ../shared)',
  (spelling) => {
    let x: XSimulator;
    let judge: XOpenApi;
    let user: User;
    let ids: string[];

    beforeEach(async () => {
      judge = XOpenApi.load(spelling);
      x = await startXSimulator({ spelling, bearerToken: 'right' });
      const { catalogue } = x;
      user = catalogue.addUser({
        username: 'yuni',
        name: '유니',
        description: '버튜버 https://example.com #가수',
      });
      const other = catalogue.addUser({ username: 'other' });
      const post = (text: string, more: object = {}): string => catalogue.post(user.id, { text, ...more }).id;
      const quoted = catalogue.post(other.id, { text: 'quoted' }).id;
      const gone = catalogue.post(other.id, { text: 'gone' }).id;
      const edited = post('first');
      ids = [
        post('plain & simple #태그 https://example.com/?a=1&b=2', { lang: 'ko', likes: 3 }),
        post('pictures', { media: [{ kind: 'photo', altText: 'a cat' }, { kind: 'photo' }] }),
        post('a film', { media: [{ kind: 'video' }] }),
        post('a loop', { media: [{ kind: 'animated_gif' }], withheldIn: ['DE'] }),
        post('see', { quotedId: quoted }),
        post('see what is gone', { quotedId: gone }),
        post('long '.repeat(100)),
        post('reply', { repliedToId: quoted }),
        post('repost', { repostedId: quoted }),
        edited,
        catalogue.edit(edited, { text: 'second' }).id,
      ];
      catalogue.delete(gone);
    });
    afterEach(() => x.close());

    const get = (path: string, query: Record<string, string> = {}) => callX(x, 'GET', path, query);

    it('says nothing that is not described', async () => {
      x.catalogue.addUser({ username: 'shy', isProtected: true });
      const suspended = x.catalogue.addUser({ username: 'bad', isSuspended: true });
      const { 'user.fields': userFields = '' } = WHOLE[spelling];
      const calls: [string, Record<string, string>][] = [
        [`/2/users/${user.id}/tweets`, { max_results: '5', ...WHOLE[spelling] }],
        [
          `/2/users/${user.id}/tweets`,
          { max_results: '100', exclude: 'replies,retweets', ...WHOLE[spelling] },
        ],
        [`/2/users/${user.id}/tweets`, { since_id: ids.at(-1) ?? '' }],
        ['/2/users/1/tweets', {}],
        ['/2/tweets', { ids: [...ids, '1'].join(','), ...WHOLE[spelling] }],
        ['/2/tweets', { ids: ids[0] ?? '' }],
        ['/2/users', { ids: `${user.id},1,${suspended.id}`, 'user.fields': userFields }],
        ['/2/users/by/username/yuni', { 'user.fields': userFields }],
        ['/2/users/by/username/bad', {}],
        ['/2/users/by/username/shy', {}],
        ['/2/users/by/username/nobody', {}],
      ];
      for (const [path, query] of calls) {
        const { status, body } = await get(path, query);
        expect(status, path).toBe(200);
        expect(judge.violationsOfAnswer({ method: 'GET', path }, body), path).toEqual([]);
        expect(judge.violationsOfRequest({ method: 'GET', path, query }), path).toEqual([]);
      }
    });

    it('says nothing that is not described of webhooks and subscriptions', async () => {
      const server = await startXSimulator({
        spelling,
        consumerSecret: 'secret',
        reach: () => answering.url,
      });
      const answering = await crcServer('secret');
      const calls: [string, string, object?][] = [
        ['GET', '/2/webhooks'],
        ['POST', '/2/webhooks', { url: CALLBACK }],
        ['GET', '/2/webhooks'],
        ['PUT', '/2/webhooks/10'],
        ['POST', '/2/activity/subscriptions', subscriptionOf('post.create')],
        ['POST', '/2/activity/subscriptions', subscriptionOf('post.delete')],
        ['GET', '/2/activity/subscriptions'],
        ['DELETE', '/2/activity/subscriptions/1000'],
        ['DELETE', '/2/webhooks/10'],
      ];
      for (const [method, path, sent] of calls) {
        const { status, body } = await callX(server, method, path, {}, sent);
        expect(status, `${method} ${path} ${JSON.stringify(body)}`).toBe(200);
        expect(judge.violationsOfAnswer({ method, path }, body), `${method} ${path}`).toEqual([]);
        expect(judge.violationsOfRequest({ method, path, query: {}, body: sent })).toEqual([]);
      }
      await server.close();
      await answering.close();
    });

    it('refuses as described', async () => {
      const wrong: Record<string, string>[] = [
        { max_results: '3' },
        { max_results: 'many' },
        { exclude: 'quotes' },
        { pagination_token: 'x'.repeat(20) },
        { since_id: 'yesterday' },
        { expansions: 'everything' },
        { order: 'random' },
        { [spelling === 'tweet' ? 'post.fields' : 'tweet.fields']: 'lang' },
        { [spelling === 'tweet' ? 'tweet.fields' : 'post.fields']: 'referenced_thoughts' },
      ];
      for (const query of wrong) {
        const { status, body } = await get(`/2/users/${user.id}/tweets`, query);
        expect(status, JSON.stringify(query)).toBe(400);
        expect(judge.violationsOfProblem(body), JSON.stringify(query)).toEqual([]);
        expect(JSON.stringify(body)).toContain(Object.keys(query)[0]);
      }
    });
  },
);

describe.skipIf(!hasSpecs)('errors beside the recordings (needs ../shared)', () => {
  const recorded = (name: string): unknown => JSON.parse(readSpec(`x-fixtures/error.${name}.json`));

  it('are the same, word for word', async () => {
    const x = await startXSimulator({ bearerToken: 'right', limits: { users: 1 } });
    const wrong = await callX(x, 'GET', '/2/users', { ids: '1' }, undefined, 'wrong');
    expect([wrong.status, wrong.body]).toEqual([401, recorded('401.unauthorized')]);
    await callX(x, 'GET', '/2/users', { ids: '1' });
    const often = await callX(x, 'GET', '/2/users', { ids: '1' });
    expect([often.status, often.body]).toEqual([429, recorded('429.too-many-requests')]);
    expect(often.headers.get('x-rate-limit-remaining')).toBe('0');
    await x.close();
  });

  it('have names that the older description knows', () => {
    const judge = XOpenApi.load('tweet');
    for (const name of ['401.unauthorized', '429.too-many-requests']) {
      expect(judge.violationsOfProblem(recorded(name))).toEqual([]);
    }
  });
});

describe.skipIf(!hasSpecs)('the judge (needs ../shared)', () => {
  it.each([
    [
      'a name that is not described',
      { data: [{ id: '1', text: '', edit_history_tweet_ids: ['1'], mood: 'good' }] },
    ],
    ['a number for an id', { data: [{ id: 1, text: '', edit_history_tweet_ids: ['1'] }] }],
    ['an empty list', { data: [] }],
    [
      'a date that is none',
      { data: [{ id: '1', text: '', edit_history_tweet_ids: ['1'], created_at: 'today' }] },
    ],
  ])('finds %s', (_, body) => {
    const judge = XOpenApi.load('tweet');
    expect(judge.violationsOfAnswer({ method: 'GET', path: '/2/tweets' }, body)).not.toEqual([]);
  });

  it('finds nothing wrong with what X really answered', () => {
    const judge = XOpenApi.load('tweet');
    const answer = JSON.parse(
      readSpec('x-fixtures/users.id.tweets.public_metrics.next_token.json'),
    ) as object;
    const path = '/2/users/1/tweets';
    // Of 2021: what has been added since is missing, and nothing else is wrong.
    const missing = /edit_history_tweet_ids|bookmark_count|impression_count/;
    const wrong = judge
      .violationsOfAnswer({ method: 'GET', path }, answer)
      .filter((text) => !missing.test(text));
    expect(wrong).toEqual([]);
  });
});

function subscriptionOf(event: string) {
  return { event_type: event, filter: { user_id: '42' }, webhook_id: '10' };
}
