import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Spelling } from '../../../simulators/x/index.js';
import { CONSUMER_SECRET, XBench } from '../../../test/support/x-bench.js';

const CALL = { priority: 'routine' } as const;
const POST = 5_000;
const USER = 10_000;

describe.each<Spelling>(['tweet', 'post'])('the X connector, to a server that speaks of %ss', (spelling) => {
  let bench: XBench;

  beforeEach(async () => {
    bench = await XBench.open(spelling);
  });

  afterEach(async () => {
    expect(bench.undescribedRequests()).toEqual([]);
    await bench.close();
  });

  describe('finds an account', () => {
    it('by whatever names it', async () => {
      const { id } = bench.post('hello');
      const references = [
        '@yuni_vt',
        'YUNI_VT',
        bench.user.id,
        'https://x.com/yuni_vt',
        `https://x.com/i/web/status/${id}`,
      ];
      for (const reference of references) {
        expect(await bench.connect().resolveChannel(reference, CALL)).toMatchObject({
          platform: 'x',
          externalId: bench.user.id,
          handle: 'yuni_vt',
          title: '유니 🎤',
          followerCount: 77,
          url: 'https://x.com/yuni_vt',
          avatarUrl: expect.stringMatching(/_400x400\.jpg$/),
        });
      }
      expect(bench.spending.of('money')).toBe(references.length * USER + POST);
      expect(bench.spending.of('money')).toBeGreaterThanOrEqual(bench.x.spentMicroUsd);
    });

    it('and tells apart what is not there, not shown, and not allowed', async () => {
      bench.x.catalogue.addUser({ username: 'shy', isProtected: true });
      bench.x.catalogue.addUser({ username: 'bad', isSuspended: true });
      const failures: [string, string, string][] = [
        ['@nobody', 'not_found', 'CHANNEL_NOT_FOUND'],
        ['@bad', 'not_found', 'CHANNEL_NOT_FOUND'],
        ['12345', 'not_found', 'CHANNEL_NOT_FOUND'],
        ['https://x.com/a/status/1', 'not_found', 'CHANNEL_NOT_FOUND'],
        ['@shy', 'forbidden', 'X_PROTECTED'],
        ['https://youtube.com/@yuni', 'invalid_reference', 'INVALID_CHANNEL_REFERENCE'],
      ];
      for (const [reference, kind, code] of failures) {
        await expect(bench.connect().resolveChannel(reference, CALL), reference).rejects.toMatchObject({
          kind,
          code,
        });
      }
      await expect(
        bench.connect({ bearerToken: 'wrong' }).resolveChannel('@yuni_vt', CALL),
      ).rejects.toMatchObject({
        code: 'X_TOKEN_INVALID',
        message: expect.not.stringContaining('wrong'),
      });
    });
  });

  describe('looks posts up', () => {
    it('in their newest version, by the id of the first, and says what is missing', async () => {
      const [plain, edited, deleted] = [
        bench.post('plain', { likes: 1 }),
        bench.post('frist'),
        bench.post('gone'),
      ];
      const shy = bench.x.catalogue.addUser({ username: 'shy' });
      const hidden = bench.x.catalogue.post(shy.id, { text: 'hidden' });
      bench.x.catalogue.edit(bench.x.catalogue.edit(edited.id, { text: 'frist!' }).id, { text: 'first' });
      bench.x.catalogue.delete(deleted.id);
      bench.x.catalogue.updateUser(shy.id, { isProtected: true });
      const ids = [plain.id, edited.id, deleted.id, hidden.id];

      const { found, missingIds } = await bench.connect().lookup!.contents(ids, CALL);
      expect(found.map(({ externalId, title }) => [externalId, title])).toEqual([
        [plain.id, 'plain'],
        [edited.id, 'first'],
      ]);
      expect(missingIds).toEqual([deleted.id, hidden.id]);
      const figures = await bench.connect().lookup!.statistics(ids, CALL);
      expect(figures.found.map(({ externalId, statistics }) => [externalId, statistics.likes])).toEqual([
        [plain.id, 1],
        [edited.id, 0],
      ]);
      expect(figures.missingIds).toEqual(missingIds);
      expect(bench.spending.of('money')).toBeGreaterThanOrEqual(bench.x.spentMicroUsd);
    });

    it('and accounts', async () => {
      const { found, missingIds } = await bench.connect().lookup!.channels([bench.user.id, '1'], CALL);
      expect(found).toEqual([expect.objectContaining({ externalId: bench.user.id, followerCount: 77 })]);
      expect(missingIds).toEqual(['1']);
      expect(bench.spending.of('money')).toBe(USER);
    });
  });

  describe('is told of news', () => {
    const CALLBACK = 'https://mypick.example/api/v1/push/x';
    const listen = () => bench.connect({ consumerSecret: CONSUMER_SECRET });

    it('where X knows the URL as ours, once for each account', async () => {
      const { webhook } = listen();
      await webhook!.subscribe(bench.user.id, CALLBACK, CALL);
      await webhook!.subscribe(bench.user.id, CALLBACK, CALL);
      expect(bench.x.activity.webhooks.list()).toEqual([
        expect.objectContaining({ url: CALLBACK, valid: true }),
      ]);
      expect(bench.x.activity.subscriptions.list().map(({ event_type }) => event_type)).toEqual([
        'post.create',
        'post.delete',
      ]);
      bench.x.activity.webhooks.invalidate();
      await webhook!.subscribe(bench.user.id, CALLBACK, CALL);
      expect(bench.x.activity.webhooks.list()).toEqual([expect.objectContaining({ valid: true })]);

      const { id } = bench.post('새 글', { media: [{ kind: 'photo' }] });
      bench.x.catalogue.delete(id);
      await bench.x.activity.idle();
      const news = bench.callback.received.map(({ signature, body }) =>
        webhook!.readNews({
          headers: { 'x-twitter-webhooks-signature': signature },
          body: Buffer.from(body),
        }),
      );
      expect(news.map((told) => told.get(bench.user.id))).toEqual([
        { items: [expect.objectContaining({ externalId: id, title: '새 글' })], goneIds: [] },
        { items: [], goneIds: [id] },
      ]);
      await webhook!.unsubscribe(bench.user.id, CALL);
      expect(bench.x.activity.subscriptions.size).toBe(0);
      expect(bench.spending.of('money')).toBe(0);
    });

    it('not where the URL does not prove to be ours', async () => {
      const wrong = bench.connect({ consumerSecret: 'other' });
      await expect(
        wrong.webhook!.subscribe(bench.user.id, 'http://mypick.example', CALL),
      ).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'X_REQUEST_REFUSED',
      });
      expect(bench.connect().webhook).toBeUndefined();
    });
  });
});
