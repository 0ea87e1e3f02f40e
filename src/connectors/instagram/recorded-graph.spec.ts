import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorServer } from '../../../simulators/http/server.js';
import { OpenBooks } from '../../../test/support/spending.js';
import { hasSpecs, readSpec } from '../../../test/support/youtube-discovery.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector, type ContentBatch } from '../connector.js';
import { createInstagramConnector } from './index.js';
import { InstagramLogin } from './login.js';

const CALL = { priority: 'routine' } as const;
const DISCOVERED = { externalId: '17841407673135339', handle: 'facebookfordevelopers' };
const OWNED = { externalId: '17841406338772941', handle: null };

const fixture = (name: string): string => readSpec(`instagram-fixtures/${name}.json`);

describe.skipIf(!hasSpecs)('recorded answers of Instagram (needs ../shared/specs)', () => {
  let server: SimulatorServer;
  let http: OutboundClient;
  let status: number;

  beforeEach(async () => {
    status = 200;
    server = await SimulatorServer.open();
    http = createOutboundClient({ trustedOrigins: [server.url], userAgent: 'mypick-test/1' });
  });
  afterEach(async () => {
    await http.close();
    await server.close();
  });

  /** A connector to a server whose answer follows from the request's path and fields. */
  function replay(answerTo: (request: string) => string): Connector {
    server.serve(({ url = '' }) =>
      Promise.resolve({
        status,
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        body: answerTo(decodeURIComponent(url)),
      }),
    );
    return createInstagramConnector({
      apiUrl: server.url,
      discovery: { url: server.url, token: 'operator', accountId: '17841406338772941' },
      backlogPosts: 200,
      tokens: { of: (_, id) => Promise.resolve(id === OWNED.externalId ? 'owner' : null) },
      ...{ spending: new OpenBooks(), now: () => new Date(), http },
    });
  }

  it('an account by business discovery', async () => {
    const connector = replay(() => fixture('business_discovery.user'));
    expect(await connector.resolveChannel('@FacebookForDevelopers', CALL)).toEqual({
      platform: 'instagram',
      externalId: '17841407673135339',
      handle: 'facebookfordevelopers',
      title: 'Facebook for Developers',
      description: 'Follow us for updates on Facebook’s business tools, AI, AR, VR, and more.',
      url: 'https://www.instagram.com/facebookfordevelopers/',
      avatarUrl: expect.stringContaining('fbcdn.net/'),
      followerCount: 64_976,
      viewCount: null,
    });
  });

  it('two pages of its posts, whose links end', async () => {
    const profile = JSON.parse(fixture('business_discovery.user')).business_discovery;
    const page = (name: string, isLast: boolean): string => {
      const answer = JSON.parse(fixture(name));
      Object.assign(answer.business_discovery, profile);
      if (isLast) delete answer.business_discovery.media.paging.cursors.after;
      return JSON.stringify(answer);
    };
    const connector = replay((request) =>
      request.includes('.after(after)')
        ? page('business_discovery.media.page2', true)
        : page('business_discovery.media.page1', false),
    );
    const batches = await allOf(connector.listContents(DISCOVERED, null, CALL));
    const items = batches.flatMap((batch) => batch.items);
    expect(
      items.map(({ type, publishedAt, statistics: { likes, comments } }) => [
        type,
        publishedAt,
        likes,
        comments,
      ]),
    ).toEqual([
      ['image', new Date('2021-08-17T19:00:42Z'), 87, 11],
      ['image', new Date('2021-08-16T17:35:10Z'), 186, 16],
      ['image', new Date('2021-08-11T19:56:42Z'), 50, 3],
      ['video', new Date('2021-08-10T16:57:42Z'), 86, 5],
    ]);
    expect(items[0]).toMatchObject({
      externalId: '17885103395504675',
      url: 'https://www.instagram.com/p/CSr71Gzlqo4/',
      title: expect.stringMatching(/^To attract new players, .{80,120}…$/),
      media: [{ type: 'image', expiresAt: new Date('2021-08-22T07:29:06Z') }],
    });
    expect(items[0]!.thumbnailUrl).toBe(items[0]!.media[0]!.url);
    // What was recorded did not ask for the film's picture.
    expect(items[3]).toMatchObject({ thumbnailUrl: null, media: [{ type: 'video', previewUrl: null }] });
    expect(batches.map(({ coversSince }) => coversSince)).toEqual([
      new Date('2021-08-16T17:35:10.001Z'),
      null,
    ]);
  });

  it("an owner's posts, and never the address that holds the token", async () => {
    const asked: string[] = [];
    const connector = replay((request) => {
      asked.push(request);
      if (request.startsWith('/me'))
        return JSON.stringify({ id: '2', user_id: OWNED.externalId, username: 'ikroskun' });
      return request.includes('after=after')
        ? '{"data":[]}'
        : fixture('graph.instagram.com.user.media.page1');
    });
    const batches = await allOf(connector.listContents(OWNED, null, CALL));
    expect(batches[0]!.items).toMatchObject([
      { title: 'Cute.. #cute #loveyou  @ikroskun', tags: ['cute', 'loveyou'], statistics: { likes: null } },
      { title: 'Hei  #love', tags: ['love'] },
    ]);
    expect(batches[0]!.profile).toMatchObject({ ...OWNED, handle: 'ikroskun' });
    expect(JSON.stringify(batches)).not.toContain('access-token');
    expect(asked.every((request) => !request.includes('access-token'))).toBe(true);
  });

  it('an album, found by its id', async () => {
    const connector = replay(() => fixture('media.carousel-children'));
    expect(await connector.findItem!(OWNED, '17896129349106152', CALL)).toMatchObject({
      type: 'album',
      title: 'ALBUM',
      thumbnailUrl: expect.stringContaining('/223646625_'),
      media: [
        { type: 'image', previewUrl: null, expiresAt: new Date('2021-07-30T17:08:28Z') },
        { type: 'image' },
        // The film's link ends before its picture's.
        { type: 'video', previewUrl: expect.any(String), expiresAt: new Date('2021-07-26T19:59:10Z') },
      ],
    });
  });

  it('a token whose session has expired', async () => {
    status = 400;
    const connector = replay(() => fixture('error.190.session-expired'));
    await expect(connector.resolveChannel('name', CALL)).rejects.toMatchObject({
      kind: 'unauthorized',
      code: 'INSTAGRAM_TOKEN_INVALID',
      message: expect.stringContaining('has expired'),
    });
  });

  it('a long-lived token', async () => {
    replay(() => fixture('token.long-lived'));
    const urls = { loginUrl: server.url, tokenUrl: server.url, apiUrl: server.url };
    const now = new Date('2026-11-20T00:00:00Z');
    const login = new InstagramLogin({ ...urls, clientId: '1', clientSecret: 's', now: () => now, http });
    expect(await login.refresh('old')).toEqual({
      token: 'token',
      issuedAt: now,
      expiresAt: new Date('2027-01-19T00:00:00Z'),
    });
  });
});

async function allOf(batches: AsyncIterable<ContentBatch>): Promise<ContentBatch[]> {
  const all: ContentBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
