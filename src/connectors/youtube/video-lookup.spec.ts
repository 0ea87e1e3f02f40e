import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  type YouTubeSimulator,
  youtubeFaults,
} from '../../../simulators/youtube/index.js';
import { OpenBooks, youtubeDefaults } from '../../../test/support/spending.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import type { Connector, Lookup } from '../connector.js';
import { createYouTubeConnector } from './youtube.connector.js';

const CALL = { priority: 'timely' } as const;

describe('looking videos up', () => {
  let youtube: YouTubeSimulator;
  let http: OutboundClient;
  let spending: OpenBooks;
  let connector: Connector;
  let lookup: Lookup;
  let channelId: string;

  beforeEach(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['key'] });
    channelId = youtube.catalogue.addChannel({ title: '채널', subscriberCount: 1234 }).id;
    http = createOutboundClient({
      trustedOrigins: [youtube.url],
      userAgent: 'test',
      retries: { attempts: 1, baseMs: 1, maxMs: 2 },
    });
    spending = new OpenBooks();
    connector = createYouTubeConnector({
      ...youtubeDefaults(),
      ...{ apiUrl: youtube.apiUrl, feedUrl: youtube.feedUrl, apiKeys: ['key'], http, spending },
    });
    lookup = connector.lookup!;
  });
  afterEach(async () => {
    await http.close();
    await youtube.close();
  });
  const publish = (more = {}) => youtube.catalogue.publish(channelId, { title: '영상', ...more }).id;

  it('tells kinds, times and viewers of fifty for a unit, and who is missing', async () => {
    const short = publish({ kind: 'short', durationSeconds: 30 });
    const brief = publish({ durationSeconds: 30 });
    const live = publish({ kind: 'live' });
    youtube.catalogue.update(live, { concurrentViewers: 321 });
    youtube.catalogue.startLive(live);
    const gone = publish();
    youtube.catalogue.delete(gone);
    const hidden = publish();
    youtube.catalogue.setPrivate(hidden);
    const { found, missingIds } = await lookup.contents([short, brief, live, gone, hidden], CALL);
    expect(new Map(found.map(({ externalId, type }) => [externalId, type]))).toEqual(
      new Map([
        [short, 'short'],
        [brief, 'video'],
        [live, 'live'],
      ]),
    );
    expect(found.find(({ externalId }) => externalId === live)).toMatchObject({
      liveStatus: 'live',
      broadcast: { startedAt: expect.any(Date) as Date, endedAt: null, viewers: 321 },
    });
    expect(missingIds).toEqual([gone, hidden]);
    expect([spending.of('main'), spending.of('stats')]).toEqual([1, 0]);
  });

  it('reads counters from a bucket of their own', async () => {
    const id = publish({ views: 7, likes: 5, comments: null });
    const gone = publish();
    youtube.catalogue.delete(gone);
    expect(await lookup.statistics([id, gone], CALL)).toEqual({
      found: [{ externalId: id, statistics: { views: 7, likes: 5, comments: null, shares: null } }],
      missingIds: [gone],
    });
    expect([spending.of('main'), spending.of('stats')]).toEqual([0, 1]);
  });

  it.each([
    ['is refused', youtubeFaults.forbidden()],
    ['is not there', networkFaults.answerWith({ status: 404 })],
  ])(
    'reads counters the old way, and for a while only that way, where the new method %s',
    async (_name, fault) => {
      const id = publish({ views: 7 });
      youtube.faults.always('batchGetStats', fault);
      for (let look = 0; look < 3; look++) {
        const { found } = await lookup.statistics([id], CALL);
        expect(found[0]?.statistics.views).toBe(7);
      }
      expect(youtube.requests.of('batchGetStats')).toHaveLength(1);
      expect(youtube.requests.of('videos')).toHaveLength(3);
    },
  );

  it('does not take a bad moment for a refusal', async () => {
    const id = publish();
    youtube.faults.once('batchGetStats', youtubeFaults.backendError());
    await expect(lookup.statistics([id], CALL)).rejects.toMatchObject({ kind: 'temporary' });
    await lookup.statistics([id], CALL);
    expect(youtube.requests.of('videos')).toEqual([]);
  });

  it('describes channels, fifty for a unit', async () => {
    const closed = youtube.catalogue.addChannel({ title: 'B' }).id;
    youtube.catalogue.deleteChannel(closed);
    const { found, missingIds } = await lookup.channels([channelId, closed], CALL);
    expect(found).toMatchObject([{ externalId: channelId, title: '채널', followerCount: 1230 }]);
    expect(missingIds).toEqual([closed]);
    expect(spending.of('main')).toBe(1);
  });

  describe('listing between two sweeps', () => {
    async function list(cursor: Record<string, unknown> | null) {
      const batches = [];
      for await (const batch of connector.listContents({ externalId: channelId, handle: null }, cursor, CALL))
        batches.push(batch);
      return batches;
    }

    it('reads the feed, which costs nothing, and gives hints', async () => {
      publish({ publishedAt: new Date(Date.now() - 3_600_000) });
      const [first] = await list(null);
      const before = spending.of('main');
      const [unchanged] = await list((await list(first!.cursor))[0]!.cursor);
      expect(unchanged).toMatchObject({ items: [], areHints: true });
      const id = publish();
      const [news] = await list(unchanged!.cursor);
      expect(news?.areHints).toBe(true);
      expect(news?.items.map(({ externalId }) => externalId)).toContain(id);
      expect(spending.of('main')).toBe(before);
    });

    it('reads the playlist where the feed may have left something out, or cannot be read', async () => {
      const hour = (n: number) => new Date(Date.now() - 100 * 3_600_000 + n * 3_600_000);
      publish({ publishedAt: hour(0) });
      const [first] = await list(null);
      const ids = Array.from({ length: 20 }, (_, n) => publish({ publishedAt: hour(n + 1) }));
      const [caughtUp] = await list(first!.cursor);
      expect(caughtUp?.areHints).toBe(false);
      expect(caughtUp?.items.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(ids));
      youtube.faults.once('feed', youtubeFaults.feedNotFound());
      const [repaired] = await list(caughtUp!.cursor);
      expect(repaired?.areHints).toBe(false);
    });

    describe('a week later', () => {
      const HOUR_MS = 3_600_000;
      const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
      const dueCursor = async () => ({
        ...(await list(null))[0]!.cursor,
        sweptAt: ago(8 * 24).toISOString(),
      });

      it('finds for a unit what went public at its old place, and what is there no more', async () => {
        const opened = publish({ publishedAt: ago(50), privacyStatus: 'private' });
        const closed = publish({ publishedAt: ago(40) });
        const cursor = await dueCursor();
        youtube.catalogue.update(opened, { privacyStatus: 'public' });
        youtube.catalogue.update(closed, { privacyStatus: 'private' });
        const before = spending.of('main');
        const batches = await list(cursor);
        expect(spending.of('main')).toBe(before + 1);
        expect(batches).toMatchObject([{ areHints: true, unavailableIds: [closed] }]);
        expect(batches[0]!.items).toContainEqual(expect.objectContaining({ externalId: opened }));
        youtube.faults.always('playlistItems', youtubeFaults.backendError());
        expect((await list(batches[0]!.cursor))[0]?.areHints).toBe(true);
      });

      it('reads the list where the whole page is new', async () => {
        publish({ publishedAt: ago(100) });
        const cursor = await dueCursor();
        for (let n = 0; n < 60; n++) publish({ publishedAt: ago(90 - n) });
        const batches = await list(cursor);
        expect(batches.map(({ areHints }) => areHints)).toEqual([false, false]);
        expect(batches.flatMap(({ items }) => items)).toHaveLength(61);
      });

      it('says why the list cannot be read', async () => {
        publish({ publishedAt: ago(100) });
        const cursor = await dueCursor();
        youtube.faults.always('playlistItems', youtubeFaults.backendError());
        await expect(list(cursor)).rejects.toMatchObject({ kind: 'temporary' });
      });
    });
  });
});
