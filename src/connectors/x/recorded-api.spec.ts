import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorServer } from '../../../simulators/http/server.js';
import { xDefaults } from '../../../test/support/x-bench.js';
import { hasSpecs, listSpecs, readSpec } from '../../../test/support/youtube-discovery.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector, type ContentItem } from '../connector.js';
import { createXConnector } from './index.js';

const CALL = { priority: 'routine' } as const;
const FILES = listSpecs('x-fixtures').filter((file) => file.endsWith('.json'));
const recorded = (name: string): string => readSpec(`x-fixtures/${name}.json`);
/** Some recordings hold the exchange around the answer, or two of them. */
const part = (name: string, ...path: string[]): string => {
  const whole: unknown = JSON.parse(recorded(name));
  return JSON.stringify(path.reduce((at, key) => (at as Record<string, unknown>)[key], whole));
};

describe.skipIf(!hasSpecs)('recorded answers of X (needs ../shared/specs)', () => {
  let server: SimulatorServer;
  let http: OutboundClient;

  beforeEach(async () => {
    server = await SimulatorServer.open();
    http = createOutboundClient({
      trustedOrigins: [server.url],
      userAgent: 'mypick-test/1',
      retries: { attempts: 1, baseMs: 0, maxMs: 0 },
    });
  });

  afterEach(async () => {
    await http.close();
    await server.close();
  });

  /** A connector to a server that gives these answers one after another, the last one for ever. */
  function replay(bodies: string[], status = 200, headers: Record<string, string> = {}): Connector {
    let n = 0;
    server.serve(() =>
      Promise.resolve({
        status,
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: bodies[Math.min(n++, bodies.length - 1)] ?? '',
      }),
    );
    return createXConnector({ ...xDefaults(), apiUrl: server.url, http });
  }

  async function listed(body: string): Promise<ContentItem[]> {
    const items: ContentItem[] = [];
    for await (const batch of replay([body, '{"meta":{"result_count":0}}']).listContents(
      { externalId: '1', handle: null },
      null,
      CALL,
    )) {
      items.push(...batch.items);
    }
    return items;
  }

  it('has a test for each of them', () => {
    const tested = /^(activity-api|error|recorded\.users|tweet\.(edited|video)|users\.(by|id|lookup))\./;
    expect(FILES.filter((file) => !tested.test(file))).toEqual([]);
    expect(FILES.length).toBeGreaterThan(10);
  });

  it('gives an account with its followers', async () => {
    const connector = replay([recorded('users.by.username.public_metrics')]);
    expect(await connector.resolveChannel('@TwitterDev', CALL)).toMatchObject({
      platform: 'x',
      externalId: '2244994945',
      handle: 'TwitterDev',
      title: 'Twitter Dev',
      url: 'https://x.com/TwitterDev',
      followerCount: 514_020,
    });
  });

  it('gives an account of which next to nothing is said', async () => {
    const connector = replay([part('recorded.users.by.username', 'response', 'body')]);
    expect(await connector.resolveChannel('@Twitter', CALL)).toMatchObject({
      externalId: '783214',
      avatarUrl: null,
      followerCount: null,
    });
  });

  it('gives the posts of a page and reads on', async () => {
    const [newest] = await listed(recorded('users.id.tweets.public_metrics.next_token'));
    expect(newest).toMatchObject({
      externalId: '1364275610764201984',
      type: 'post',
      title: "If you're newly approved for the Academic Research product track, our next stream is for you.",
      url: 'https://x.com/i/web/status/1364275610764201984',
      publishedAt: new Date('2021-02-23T18:07:07Z'),
      statistics: { views: null, likes: 37, comments: 2, shares: 11 },
    });
  });

  it('gives a hundred posts that say no more than their text, with their times', async () => {
    const items = await listed(part('recorded.users.id.tweets.home-timeline.100', 'response', 'body'));
    expect(items).toHaveLength(98);
    expect(items.every(({ publishedAt }) => publishedAt.getUTCFullYear() === 2022)).toBe(true);
    expect(items.find(({ description }) => description?.includes('@snowman & I'))).toBeDefined();
  });

  it('gives a film in its best quality', async () => {
    const [item] = await listed(recorded('tweet.video.media-variants'));
    expect(item).toMatchObject({
      type: 'video',
      title: "She's GOING with it! 🐍",
      description: "She's GOING with it! 🐍",
      durationSeconds: 71,
      language: 'en',
      thumbnailUrl:
        'https://pbs.twimg.com/ext_tw_video_thumb/1558552952549277696/pu/img/7VaQu-AvReI8RHkv.jpg',
      media: [{ type: 'video', width: 1280, height: 720, durationSeconds: 71.292 }],
    });
    expect(item?.media[0]?.url).toContain('/1280x720/');
  });

  it('gives an edited post in its newest version, under its first id', async () => {
    const [before, after] = ['before', 'after'].map((version) =>
      part('tweet.edited.before-and-after', version),
    );
    const connector = replay([before ?? '', after ?? '']);
    const { found, missingIds } = await connector.lookup!.contents(['1576994746135764992'], CALL);
    expect(missingIds).toEqual([]);
    expect(found).toEqual([
      expect.objectContaining({
        externalId: '1576994746135764992',
        url: 'https://x.com/i/web/status/1576994789110992896',
        description: 'hey :)',
        language: null,
        type: 'post',
        publishedAt: new Date('2022-10-03T17:57:01Z'),
      }),
    ]);
  });

  it('gives what a post quotes', async () => {
    const [item] = await listed(recorded('tweet.edited.quoted'));
    expect(item).toMatchObject({
      description: '@wongmjane Test',
      quoted: { externalId: '1576994746135764992', text: expect.stringContaining('i miss y’all') },
    });
  });

  it('gives the accounts there are, and tells the missing from what is said of their posts', async () => {
    const connector = replay([recorded('users.lookup.partial-errors-8')]);
    const { found, missingIds } = await connector.lookup!.channels(['119369819', '93071130'], CALL);
    expect(found).toHaveLength(6);
    expect(missingIds).toEqual(['93071130']);
  });

  it.each([
    ['401.unauthorized', 401, 'unauthorized', 'X_TOKEN_INVALID'],
    ['429.too-many-requests', 429, 'rate_limited', 'X_RATE_LIMITED'],
    ['usage-capped', 402, 'quota_exhausted', 'X_USAGE_CAPPED'],
    ['usage-capped', 403, 'quota_exhausted', 'X_USAGE_CAPPED'],
    ['usage-capped', 429, 'quota_exhausted', 'X_USAGE_CAPPED'],
  ])('names error.%s with %i', async (file, status, kind, code) => {
    const connector = replay([recorded(`error.${file}`)], status);
    await expect(connector.resolveChannel('@yuni', CALL)).rejects.toMatchObject({ kind, code });
  });
});
