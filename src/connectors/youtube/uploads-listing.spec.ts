import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Channel,
  playlistIdOf,
  startYouTubeSimulator,
  type YouTubeSimulator,
  youtubeFaults,
} from '../../../simulators/youtube/index.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { type Connector, type ContentBatch, type SyncCursor } from '../connector.js';
import { createYouTubeConnector } from './index.js';
import { youtubeDefaults } from '../../../test/support/spending.js';

const CALL = { priority: 'routine' } as const;

const HOUR = 3_600_000;

describe('listing uploads through the Data API', () => {
  let youtube: YouTubeSimulator;
  let http: OutboundClient;
  let connector: Connector;
  let channel: Channel;
  const start = new Date('2026-08-01T00:00:00Z').getTime();
  let hour: number;

  beforeEach(async () => {
    hour = 0;
    youtube = await startYouTubeSimulator({ apiKeys: ['key'] });
    http = createOutboundClient({ trustedOrigins: [youtube.url], userAgent: 'mypick-test/1' });
    connector = createYouTubeConnector({
      apiUrl: youtube.apiUrl,
      feedUrl: youtube.feedUrl,
      ...youtubeDefaults(),
      apiKeys: ['key'],
      http,
    });
    channel = youtube.catalogue.addChannel({ title: '아이유 공식' });
  });

  afterEach(async () => {
    await http.close();
    await youtube.close();
  });

  /** Publishes one video an hour. */
  function publish(count: number, more = {}): string[] {
    return Array.from({ length: count }, () => {
      const publishedAt = new Date(start + hour++ * HOUR);
      return youtube.catalogue.publish(channel.id, { title: `영상 ${hour}`, publishedAt, ...more }).id;
    });
  }

  /** All batches from `cursor` on, and the units they cost; stops after `limit` batches, as a killed job would. */
  async function list(cursor: SyncCursor | null, limit = Infinity) {
    const unitsBefore = youtube.unitsUsed;
    const batches: ContentBatch[] = [];
    // Between two sweeps the feed is read instead; see the feed's own tests.
    const due = cursor === null ? null : { ...cursor, sweptAt: null };
    for await (const batch of connector.listContents({ externalId: channel.id, handle: null }, due, CALL)) {
      // What is stored is JSON.
      batches.push({ ...batch, cursor: { ...JSON.parse(JSON.stringify(batch.cursor)), sweptAt: null } });
      if (batches.length === limit) break;
    }
    const items = batches.flatMap((batch) => batch.items);
    return {
      batches,
      items,
      ids: items.map((item) => item.externalId),
      typeOf: (id: string) => items.find((item) => item.externalId === id)?.type,
      cursor: batches.at(-1)!.cursor,
      units: youtube.unitsUsed - unitsBefore,
    };
  }

  describe('the first time', () => {
    it('reads 120 videos in three batches, newest first, with two units a page', async () => {
      const published = publish(120);
      const first = await list(null);
      expect(first.batches.map((batch) => batch.items.length)).toEqual([50, 50, 20]);
      expect(first.ids).toEqual(published.toReversed());
      expect(first.units).toBe(6);
      expect(first.items[0]).toMatchObject({ title: '영상 120', publishedAt: new Date(start + 119 * HOUR) });
      expect(youtube.requests.of('search')).toEqual([]);
    });

    it('goes on where it was stopped, however often', async () => {
      const published = publish(120);
      const first = await list(null, 1);
      const second = await list(first.cursor, 1);
      const third = await list(second.cursor);
      expect([...first.ids, ...second.ids, ...third.ids]).toEqual(published.toReversed());
      expect((await list(third.cursor)).units).toBe(1);
    });

    it('misses nothing that is published while it is stopped', async () => {
      const published = publish(120);
      const first = await list(null, 1);
      const meanwhile = publish(60);
      const rest = await list(first.cursor);
      const news = await list(rest.cursor);
      expect(new Set([...first.ids, ...rest.ids, ...news.ids])).toEqual(
        new Set([...published, ...meanwhile]),
      );
    });

    it('starts over when YouTube has forgotten the page', async () => {
      const published = publish(120);
      const { cursor } = await list(null, 1);
      const forgotten = { ...cursor, unread: { pageToken: 'forgotten', newest: null } };
      expect((await list(forgotten)).ids).toEqual(published.toReversed());
    });

    it.each([
      ['a cursor of the feed', { source: 'feed', etag: null, lastModified: null }],
      ['a cursor of an unknown form', { source: 'uploads', knownUntil: 'long ago' }],
      ['an empty object', {}],
    ])('is what %s leads to', async (_, cursor) => {
      const published = publish(3);
      expect((await list(cursor)).ids).toEqual(published.toReversed());
    });

    it('finds nothing in a channel that never published, and everything later', async () => {
      const empty = await list(null);
      expect(empty.batches).toMatchObject([
        { items: [], areHints: false, coversSince: null, unavailableIds: [] },
      ]);
      const published = publish(2);
      expect((await list(empty.cursor)).ids).toEqual(published.toReversed());
    });

    it('says so when there is no such channel', async () => {
      youtube.catalogue.deleteChannel(channel.id);
      await expect(list(null)).rejects.toMatchObject({ kind: 'not_found', code: 'CHANNEL_NOT_FOUND' });
    });
  });

  describe('later', () => {
    it('costs one unit when nothing has changed, and ends with an empty batch', async () => {
      publish(60);
      const { cursor } = await list(null);
      const again = await list(cursor);
      expect(again.batches).toEqual([
        { items: [], areHints: false, coversSince: null, unavailableIds: [], cursor },
      ]);
      expect(again.units).toBe(1);
    });

    it('reads the first page when something has', async () => {
      publish(120);
      const { cursor } = await list(null);
      const [fresh] = publish(1);
      const again = await list(cursor);
      expect([again.ids.length, again.ids[0], again.units]).toEqual([50, fresh, 2]);
    });

    it('reads on until it meets what it knows', async () => {
      publish(120);
      const { cursor } = await list(null);
      const fresh = publish(70);
      const again = await list(cursor);
      expect(again.batches).toHaveLength(2);
      expect(again.ids).toEqual(expect.arrayContaining(fresh));
      expect((await list(again.cursor)).units).toBe(1);
    });

    it('goes on with that where it was stopped, too', async () => {
      publish(120);
      const { cursor } = await list(null);
      const fresh = publish(130);
      const first = await list(cursor, 1);
      const rest = await list(first.cursor);
      expect([...first.ids, ...rest.ids]).toEqual(expect.arrayContaining(fresh));
      expect(rest.batches).toHaveLength(2);
    });

    it('finds a video that goes public in its old place', async () => {
      const [hidden] = publish(1, { privacyStatus: 'private' });
      publish(20);
      const first = await list(null);
      expect(first.batches[0]?.unavailableIds).toEqual([hidden]);
      youtube.catalogue.update(hidden!, {
        privacyStatus: 'public',
        publishedAt: new Date(start + 30 * HOUR),
      });
      expect((await list(first.cursor)).ids).toContain(hidden);
    });

    it('tells what has become private, and a new title', async () => {
      const [kept, hidden] = publish(2);
      const { cursor } = await list(null);
      youtube.catalogue.setPrivate(hidden!);
      youtube.catalogue.update(kept!, { title: '새 제목 "quoted" & <b>' });
      const again = await list(cursor);
      expect(again.batches).toMatchObject([{ unavailableIds: [hidden] }]);
      expect(again.items).toMatchObject([{ externalId: kept, title: '새 제목 "quoted" & <b>' }]);
    });

    it('does not take a time to come for the newest it knows', async () => {
      publish(60);
      publish(1, { publishedAt: new Date(Date.now() + 1000 * HOUR), addedAt: new Date(start + 61 * HOUR) });
      const { cursor } = await list(null);
      const fresh = publish(70);
      expect((await list(cursor)).ids).toEqual(expect.arrayContaining(fresh));
    });
  });

  describe('Shorts', () => {
    it('are told from short videos for one unit, once', async () => {
      const [short] = publish(1, { kind: 'short', durationSeconds: 45 });
      const [brief] = publish(1, { kind: 'video', durationSeconds: 170 });
      const [long] = publish(1, { durationSeconds: 181 });
      const first = await list(null);
      expect([short, brief, long].map((id) => first.typeOf(id!))).toEqual(['short', 'video', 'video']);
      expect(first.items.at(-1)?.url).toBe(`https://www.youtube.com/shorts/${short}`);
      expect(first.units).toBe(3);

      publish(1);
      const again = await list(first.cursor);
      expect([short, brief, long].map((id) => again.typeOf(id!))).toEqual(['short', 'video', 'video']);
      expect(again.units).toBe(2);
    });

    it('are asked for again when there is a new candidate', async () => {
      publish(1, { kind: 'short' });
      const { cursor } = await list(null);
      const [fresh] = publish(1, { kind: 'short' });
      const again = await list(cursor);
      expect([again.typeOf(fresh!), again.units]).toEqual(['short', 3]);
    });

    it('may be absent: such a channel has no list of them', async () => {
      const [brief] = publish(1, { durationSeconds: 30 });
      const { typeOf, units } = await list(null);
      expect([typeOf(brief!), units]).toEqual(['video', 3]);
    });

    it('are followed through a long history, reading no page twice', async () => {
      const published = publish(120, { kind: 'short' });
      const first = await list(null);
      expect(published.every((id) => first.typeOf(id) === 'short')).toBe(true);
      expect(first.units).toBe(6 + 3);
      const pages = youtube.requests
        .of('playlistItems')
        .filter(({ query }) => query.playlistId === playlistIdOf(channel.id, 'UUSH'));
      expect(new Set(pages.map(({ query }) => query.pageToken)).size).toBe(pages.length);
    });
  });

  describe('broadcasts', () => {
    it('are followed from the announcement to the end, though the playlist stays the same', async () => {
      const scheduledStart = new Date('2026-08-20T12:00:00Z');
      const [live] = publish(1, { kind: 'live', scheduledStart });
      const [premiere] = publish(1, { kind: 'premiere', scheduledStart, durationSeconds: 200 });
      const states = async (cursor: SyncCursor | null) => {
        const { items, cursor: next } = await list(cursor);
        return {
          next,
          shown: items.map(({ type, liveStatus, durationSeconds }) => [type, liveStatus, durationSeconds]),
        };
      };

      const announced = await states(null);
      expect(announced.shown).toEqual([
        ['premiere', 'upcoming', 200],
        ['live', 'upcoming', null],
      ]);
      for (const id of [live!, premiere!]) youtube.catalogue.startLive(id, scheduledStart);
      const running = await states(announced.next);
      expect(running.shown).toEqual([
        ['premiere', 'live', 200],
        ['live', 'live', null],
      ]);
      for (const id of [live!, premiere!]) youtube.catalogue.endLive(id, new Date('2026-08-20T13:00:00Z'));
      const over = await states(running.next);
      expect(over.shown).toEqual([
        ['premiere', 'ended', 200],
        ['live', 'ended', 3600],
      ]);
      expect((await list(over.next)).units).toBe(1);
    });
  });

  describe('without quota', () => {
    it('lists what is new from the feed, and later the same in full from the API', async () => {
      publish(30);
      const { cursor } = await list(null);
      const fresh = publish(2, { durationSeconds: 600 });
      youtube.faults.always('playlistItems', youtubeFaults.quotaExceeded());
      const poor = await list(cursor);
      expect(poor.ids).toEqual(fresh.toReversed());
      expect(poor.items[0]).toMatchObject({ durationSeconds: null });
      expect(poor.cursor).toEqual(cursor);

      youtube.faults.clear();
      const rich = await list(poor.cursor);
      expect(rich.ids.slice(0, 2)).toEqual(fresh.toReversed());
      expect(rich.items[0]).toMatchObject({ durationSeconds: 600 });
    });

    it('begins a channel with the feed and leaves the rest for later', async () => {
      const published = publish(60);
      youtube.faults.always('any', youtubeFaults.quotaExceeded());
      youtube.faults.always('feed', (reply) => reply);
      const poor = await list(null);
      expect(poor.ids).toEqual(published.toReversed().slice(0, 15));
      youtube.faults.clear();
      expect((await list(poor.cursor)).ids).toEqual(published.toReversed());
    });

    it('keeps its place when the quota ends half-way', async () => {
      const published = publish(120);
      youtube.faults.once('videos', (reply) => reply);
      youtube.faults.always('videos', youtubeFaults.quotaExceeded());
      const poor = await list(null);
      expect(poor.batches.map((batch) => batch.items.length)).toEqual([50, 0]);
      youtube.faults.clear();
      expect([...poor.ids, ...(await list(poor.cursor)).ids]).toEqual(published.toReversed());
    });

    it('says until when, where the feed does not help either', async () => {
      publish(1);
      youtube.faults.always('playlistItems', youtubeFaults.quotaExceeded());
      youtube.faults.always('feed', youtubeFaults.feedNotFound());
      const error: unknown = await list(null).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: 'quota_exhausted', code: 'YOUTUBE_QUOTA_EXHAUSTED' });
      const { retryAt } = error as { retryAt: Date };
      expect(retryAt.getTime()).toBeGreaterThan(Date.now());
      expect([7, 8]).toContain(retryAt.getUTCHours());
    });
  });
});
