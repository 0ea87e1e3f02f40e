import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Reply } from '../../../simulators/http/reply.js';
import {
  type Channel,
  networkFaults,
  startYouTubeSimulator,
  type YouTubeSimulator,
  youtubeFaults,
} from '../../../simulators/youtube/index.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import { type ChannelRef, type ContentBatch } from '../connector.js';
import { createYouTubeConnector } from './index.js';
import { youtubeDefaults } from '../../../test/support/spending.js';

const CALL = { priority: 'routine' } as const;

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };

describe('the YouTube connector', () => {
  let youtube: YouTubeSimulator;
  let http: OutboundClient;
  let channel: Channel;
  let ref: ChannelRef;
  let videoId: string;

  beforeEach(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['s3cret'] });
    http = createOutboundClient({ trustedOrigins: [youtube.url], userAgent: 'mypick-test/1' });
    channel = youtube.catalogue.addChannel({
      title: '아이유 IU 🎤',
      handle: '@아이유',
      legacyUsername: 'loenIU',
      subscriberCount: null,
    });
    ref = { externalId: channel.id, handle: null };
    const publishedAt = new Date('2026-08-01T00:00:00Z');
    videoId = youtube.catalogue.publish(channel.id, { title: '「밤편지」 & more', publishedAt }).id;
  });

  afterEach(async () => {
    await http.close();
    await youtube.close();
  });

  const connect = (apiKey: string | null = 's3cret') =>
    createYouTubeConnector({
      apiUrl: `${youtube.apiUrl}/`,
      feedUrl: `${youtube.feedUrl}/`,
      apiKeys: [apiKey ?? []].flat(),
      http,
      ...youtubeDefaults(),
    });

  describe('finds a channel', () => {
    it('by whatever names it', async () => {
      const references = [
        channel.id,
        `https://www.youtube.com/channel/${channel.id}`,
        '@아이유',
        'https://www.youtube.com/@%EC%95%84%EC%9D%B4%EC%9C%A0',
        'https://www.youtube.com/c/아이유',
        'https://www.youtube.com/user/loenIU',
        `https://youtu.be/${videoId}`,
      ];
      for (const reference of references) {
        expect(await connect().resolveChannel(reference, CALL)).toMatchObject({
          platform: 'youtube',
          externalId: channel.id,
          handle: '아이유',
          title: '아이유 IU 🎤',
          followerCount: null,
        });
      }
      expect(youtube.unitsUsed).toBe(references.length + 1);
      expect(youtube.searchesUsed).toBe(0);
    });

    it.each(['@nobody', 'UC0000000000000000000000', 'https://youtu.be/00000000000'])(
      'but not %s',
      async (reference) => {
        const error = { kind: 'not_found', code: 'CHANNEL_NOT_FOUND' };
        await expect(connect().resolveChannel(reference, CALL)).rejects.toMatchObject(error);
      },
    );

    it('without a key by its id alone', async () => {
      expect(await connect(null).resolveChannel(channel.id, CALL)).toEqual({
        platform: 'youtube',
        externalId: channel.id,
        handle: null,
        title: '아이유 IU 🎤',
        description: null,
        url: `https://www.youtube.com/channel/${channel.id}`,
        avatarUrl: null,
        followerCount: null,
        viewCount: null,
      });
      for (const reference of [
        '@아이유',
        'https://www.youtube.com/user/loenIU',
        `https://youtu.be/${videoId}`,
      ]) {
        const error = { kind: 'invalid_reference', code: 'HANDLE_NEEDS_API_KEY' };
        await expect(connect(null).resolveChannel(reference, CALL)).rejects.toMatchObject(error);
      }
      await expect(connect(null).resolveChannel('UC0000000000000000000000', CALL)).rejects.toMatchObject({
        code: 'CHANNEL_NOT_FOUND',
      });
    });

    it.each([null, 's3cret'])('asking nobody about what is no reference (key: %s)', async (key) => {
      const reference = `${youtube.url}/channel/${channel.id}`;
      const error = { kind: 'invalid_reference', code: 'INVALID_CHANNEL_REFERENCE' };
      await expect(connect(key).resolveChannel(reference, CALL)).rejects.toMatchObject(error);
      expect(youtube.requests.all()).toEqual([]);
    });
  });

  it('removes from texts what no database takes', async () => {
    youtube.catalogue.publish(channel.id, {
      title: 'NUL \u0000, half a \ud83d pair, 🎬',
      tags: ['\udc00태그'],
    });
    const [batch] = await allOf(connect().listContents(ref, null, CALL));
    expect(batch?.items[0]).toMatchObject({ title: 'NUL , half a  pair, 🎬', tags: ['태그'] });
  });

  describe('without a key', () => {
    it('lists what the feed shows', async () => {
      youtube.catalogue.publish(channel.id, { title: '#짧은 영상', kind: 'short', views: 12, likes: 3 });
      const batches = await allOf(connect(null).listContents(ref, null, CALL));
      expect(batches).toMatchObject([
        {
          items: [
            { type: 'short', title: '#짧은 영상', statistics: { views: 12, likes: 3, comments: null } },
            { type: 'video', title: '「밤편지」 & more', externalId: videoId, durationSeconds: null },
          ],
          unavailableIds: [],
          cursor: { source: 'feed' },
        },
      ]);
      expect(youtube.unitsUsed).toBe(0);
    });

    it('asks for a feed only if it has changed', async () => {
      const validators = { etag: '"v1"', 'last-modified': 'Sat, 01 Aug 2026 00:00:00 GMT' };
      youtube.faults.once('feed', (reply) => ({ ...reply, headers: { ...reply.headers, ...validators } }));
      const [first] = await allOf(connect(null).listContents(ref, null, CALL));
      youtube.faults.once('feed', networkFaults.answerWith({ status: 304 }));
      const again = await allOf(connect(null).listContents(ref, first!.cursor, CALL));
      expect(again).toEqual([
        { items: [], areHints: false, coversSince: null, unavailableIds: [], cursor: first!.cursor },
      ]);
      expect(youtube.requests.of('feed').at(-1)?.headers).toMatchObject({
        'if-none-match': '"v1"',
        'if-modified-since': 'Sat, 01 Aug 2026 00:00:00 GMT',
      });
    });
  });

  describe('names what goes wrong', () => {
    beforeEach(async () => {
      await http.close();
      http = createOutboundClient({
        trustedOrigins: [youtube.url],
        userAgent: 'mypick-test/1',
        timeouts: { connectMs: 1000, headersMs: 1000, bodyMs: 1000, totalMs: 1500 },
        retries: { attempts: 2, baseMs: 1, maxMs: 1 },
      });
    });

    const MALFORMED = { kind: 'malformed', code: 'YOUTUBE_MALFORMED_ANSWER' };
    const UNAVAILABLE = { kind: 'temporary', code: 'YOUTUBE_UNAVAILABLE' };

    const BOTH_WAYS = {
      'a web page': [networkFaults.htmlPage(), MALFORMED],
      'a wrong content type': [networkFaults.wrongContentType(), MALFORMED],
      'half an answer': [networkFaults.truncatedBody(), MALFORMED],
      'nothing at all': [networkFaults.answerWith({}), MALFORMED],
      'text that is not UTF-8': [(reply: Reply) => ({ ...reply, body: notUtf8() }), MALFORMED],
      'an endless body': [networkFaults.hugeBody(20_000_000), MALFORMED],
      'an error page': [networkFaults.serverError(500), UNAVAILABLE],
      'an overloaded server': [networkFaults.serverError(503, { retryAfter: 0 }), UNAVAILABLE],
      'no answer': [networkFaults.hang(), UNAVAILABLE],
      'an answer that drips': [networkFaults.drip({ everyMs: 20 }), UNAVAILABLE],
      'a connection cut half-way': [networkFaults.cutConnection(0.5), UNAVAILABLE],
      'a connection cut at once': [networkFaults.cutConnection(), UNAVAILABLE],
      'an unasked 304': [networkFaults.answerWith({ status: 304 }), MALFORMED],
      'a redirect to a private address': [
        networkFaults.answerWith({ status: 302, headers: { location: 'http://169.254.169.254/' } }),
        MALFORMED,
      ],
    } as const;

    describe.each(Object.entries(BOTH_WAYS))('%s', (_, [fault, error]) => {
      it.each([null, 's3cret'])('(key: %s)', async (key) => {
        youtube.faults.always('any', fault);
        await Promise.all([
          expect(allOf(connect(key).listContents(ref, null, CALL))).rejects.toMatchObject(error),
          expect(connect(key).resolveChannel(channel.id, CALL)).rejects.toMatchObject(error),
        ]);
      });
    });

    it.each([
      ['a rejected key', youtubeFaults.keyInvalid(), { kind: 'unauthorized', code: 'YOUTUBE_KEY_INVALID' }],
      ['a key without rights', youtubeFaults.forbidden(), { kind: 'forbidden', code: 'YOUTUBE_FORBIDDEN' }],
      ['an error of the API', youtubeFaults.backendError(), UNAVAILABLE],
      ['an empty object', networkFaults.answerWith({ headers: JSON_TYPE, body: '{}' }), MALFORMED],
      ['null', networkFaults.answerWith({ headers: JSON_TYPE, body: 'null' }), MALFORMED],
    ])('%s of the API', async (_, fault, error) => {
      youtube.faults.always('any', fault);
      await expect(allOf(connect().listContents(ref, null, CALL))).rejects.toMatchObject(error);
    });

    it.each([
      ['an entity bomb', youtubeFaults.entityBomb(), MALFORMED],
      ['broken XML', youtubeFaults.malformedXml(), MALFORMED],
      ['404', youtubeFaults.feedNotFound(), { kind: 'not_found', code: 'CHANNEL_NOT_FOUND' }],
    ])('%s of the feed', async (_, fault, error) => {
      youtube.faults.always('feed', fault);
      await expect(allOf(connect(null).listContents(ref, null, CALL))).rejects.toMatchObject(error);
    });

    it('a rate limit, and until when', async () => {
      youtube.faults.always('any', networkFaults.serverError(429, { retryAfter: 3600 }));
      for (const key of [null, 's3cret']) {
        const error: unknown = await connect(key)
          .resolveChannel(channel.id, CALL)
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ kind: 'rate_limited', code: 'YOUTUBE_RATE_LIMITED' });
        expect((error as ConnectorError).retryAt!.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
      }
    });

    it('a caller that aborts', async () => {
      const signal = AbortSignal.abort();
      await expect(connect().resolveChannel(channel.id, { ...CALL, signal })).rejects.toMatchObject(
        UNAVAILABLE,
      );
      await expect(allOf(connect(null).listContents(ref, null, { ...CALL, signal }))).rejects.toMatchObject(
        UNAVAILABLE,
      );
    });

    it('without ever showing the key', async () => {
      for (const fault of [
        youtubeFaults.keyInvalid(),
        networkFaults.cutConnection(),
        networkFaults.truncatedBody(),
      ]) {
        youtube.faults.always('any', fault);
        const error: unknown = await connect()
          .resolveChannel(channel.id, CALL)
          .catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ConnectorError);
        expect(chainOf(error)).not.toContain('s3cret');
      }
    });
  });

  it('starts over when the key comes or goes', async () => {
    const withKey = await allOf(connect().listContents(ref, null, CALL));
    const withoutKey = await allOf(connect(null).listContents(ref, withKey[0]!.cursor, CALL));
    const again = await allOf(connect().listContents(ref, withoutKey[0]!.cursor, CALL));
    for (const [batch] of [withKey, withoutKey, again]) expect(batch?.items).toHaveLength(1);
  });
});

async function* notUtf8(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('안녕', 'utf16le'));
}

/** Everything an error and its causes would put into a log. */
function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack ?? ''} ${JSON.stringify(error)} ${chainOf(error.cause)}`;
}

async function allOf(batches: AsyncIterable<ContentBatch>): Promise<ContentBatch[]> {
  const all: ContentBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
