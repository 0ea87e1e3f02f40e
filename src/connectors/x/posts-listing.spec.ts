import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Spelling } from '../../../simulators/x/index.js';
import { titlesOf, XBench } from '../../../test/support/x-bench.js';
import { type ContentBatch, type SyncCursor } from '../connector.js';

const CALL = { priority: 'routine' } as const;
const POST = 5_000;
const cursorAfter = (batches: ContentBatch[]) => batches.at(-1)!.cursor;

describe.each<Spelling>(['tweet', 'post'])(
  'the posts of an account, from a server that speaks of %ss',
  (spelling) => {
    let bench: XBench;

    beforeEach(async () => {
      bench = await XBench.open(spelling);
    });

    afterEach(async () => {
      expect(bench.undescribedRequests()).toEqual([]);
      await bench.close();
    });

    it('with all that belongs to them, and no replies or reposts', async () => {
      const other = bench.x.catalogue.addUser({ username: 'other' });
      const quoted = bench.x.catalogue.post(other.id, { text: 'what they said' });
      bench.post('reply', { repliedToId: quoted.id });
      bench.post('repost', { repostedId: quoted.id });
      bench.post('두 장 #태그 https://example.com/a', {
        media: [{ kind: 'photo', altText: '고양이' }, { kind: 'photo' }],
        ...{ lang: 'ko', likes: 5, replies: 2, reposts: 3, quotes: 1, views: 100, withheldIn: ['DE'] },
      });
      bench.post('film', { media: [{ kind: 'video', durationMs: 61_500 }] });
      bench.post('picture', { media: [{ kind: 'photo' }] });
      bench.post('loop', { media: [{ kind: 'animated_gif' }] });
      bench.post('see', { quotedId: quoted.id });
      bench.post(`first line\n${'long '.repeat(80)}end`);

      const [batch] = await bench.list(bench.connect());
      const [long, quote, loop, picture, film, album] = batch!.items;
      expect(titlesOf([batch!])).toEqual([
        'first line',
        'see',
        'loop',
        'picture',
        'film',
        '두 장 #태그 https://example.com/a',
      ]);
      expect(album).toMatchObject({
        type: 'album',
        description: '두 장 #태그 https://example.com/a',
        tags: ['태그'],
        language: 'ko',
        withheldIn: ['DE'],
        statistics: { views: 100, likes: 5, comments: 2, shares: 4 },
        media: [{ type: 'image', alternativeText: '고양이', width: 1200 }, { type: 'image' }],
      });
      expect(film).toMatchObject({
        type: 'video',
        durationSeconds: 62,
        thumbnailUrl: expect.stringContaining('thumb'),
      });
      expect(film!.media[0]!.url).toMatch(/720\.mp4$/);
      expect(picture).toMatchObject({ type: 'image', thumbnailUrl: expect.stringContaining('/media/') });
      expect(loop).toMatchObject({ type: 'image', media: [{ type: 'animation' }] });
      expect(quote).toMatchObject({
        description: 'see',
        quoted: { externalId: quoted.id, text: 'what they said' },
      });
      expect(long).toMatchObject({ title: 'first line', description: expect.stringMatching(/end$/) });
    });

    it('in batches from the newest, and later only what is new, for nothing when there is nothing', async () => {
      for (let n = 0; n < 45; n++) bench.post(`old ${n}`);
      const connector = bench.connect();
      const first = await bench.list(connector);
      expect(first.map(({ items }) => items.length)).toEqual([20, 20, 5]);
      expect(titlesOf(first)).toEqual(Array.from({ length: 45 }, (_, n) => `old ${44 - n}`));
      expect([bench.spending.of('money'), bench.x.spentMicroUsd]).toEqual([45 * POST, 45 * POST]);

      const nothing = await bench.list(connector, cursorAfter(first));
      expect(titlesOf(nothing)).toEqual([]);
      expect(bench.spending.of('money')).toBe(45 * POST);

      for (let n = 0; n < 7; n++) bench.post(`new ${n}`);
      const later = await bench.list(connector, cursorAfter(nothing));
      expect(titlesOf(later)).toEqual(['new 6', 'new 5', 'new 4', 'new 3', 'new 2', 'new 1', 'new 0']);
      expect(bench.spending.of('money')).toBe(52 * POST);
    });

    it('no further back at first than it may cost', async () => {
      for (let n = 0; n < 60; n++) bench.post(`old ${n}`);
      const batches = await bench.list(bench.connect({ backlogPosts: 27 }));
      expect(titlesOf(batches)).toHaveLength(27);
      bench.post('new');
      expect(titlesOf(await bench.list(bench.connect(), cursorAfter(batches)))).toEqual(['new']);
      expect(bench.spending.booked.every(({ amount }) => amount >= 0)).toBe(true);
    });

    it('on from any batch, neither losing nor repeating', async () => {
      for (let n = 0; n < 50; n++) bench.post(`old ${n}`);
      const whole = titlesOf(await bench.list(bench.connect()));
      const seen: string[] = [];
      let cursor: SyncCursor | null = null;
      for (let look = 0; look < 3; look++) {
        for await (const batch of bench
          .connect()
          .listContents({ externalId: bench.user.id, handle: null }, cursor, CALL)) {
          seen.push(...batch.items.map(({ title }) => title));
          cursor = batch.cursor;
          if (look === 0) bench.post('came in between');
          if (look === 1) bench.x.forgetPageTokens();
          break; // As if killed after each batch.
        }
      }
      expect(seen).toEqual(whole);
      expect(titlesOf(await bench.list(bench.connect(), cursor))).toEqual(['came in between']);
    });

    it('through pages of nothing but replies', async () => {
      const { id } = bench.post('the only one');
      for (let n = 0; n < 30; n++) bench.post('reply', { repliedToId: id });
      expect(titlesOf(await bench.list(bench.connect()))).toEqual(['the only one']);
      expect(bench.spending.of('money')).toBe(POST);
    });

    it('an edit as the same post, once', async () => {
      const connector = bench.connect();
      const first = bench.post('frist');
      const before = await bench.list(connector);
      bench.x.catalogue.edit(first.id, { text: 'first', media: [{ kind: 'photo' }] });
      const after = await bench.list(connector, cursorAfter(before));
      const all = await bench.list(connector);
      for (const batches of [after, all]) {
        expect(batches.flatMap(({ items }) => items)).toEqual([
          expect.objectContaining({ externalId: first.id, title: 'first', type: 'image' }),
        ]);
      }
      expect(after[0]!.items[0]!.publishedAt).toEqual(before[0]!.items[0]!.publishedAt);
    });

    it('of nobody that shows none', async () => {
      bench.x.catalogue.updateUser(bench.user.id, { isProtected: true });
      await expect(bench.list(bench.connect())).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'X_PROTECTED',
      });
      bench.x.catalogue.updateUser(bench.user.id, { isProtected: false, isSuspended: true });
      await expect(bench.list(bench.connect())).rejects.toMatchObject({
        kind: 'not_found',
        code: 'CHANNEL_NOT_FOUND',
      });
    });

    it('anew where a cursor makes no sense', async () => {
      bench.post('hello');
      expect(titlesOf(await bench.list(bench.connect(), { source: 'posts', sinceId: 'yesterday' }))).toEqual([
        'hello',
      ]);
    });
  },
);
