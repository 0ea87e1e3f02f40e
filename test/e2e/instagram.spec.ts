import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { InstagramWorld } from '../support/instagram-world.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('Instagram', () => {
  let world: InstagramWorld;

  beforeEach(async () => {
    world = await InstagramWorld.open();
  });
  afterEach(() => world.close());

  describe('without being asked, a professional account', () => {
    it('is collected with its pictures, reels and albums, and tells fans what is new', async () => {
      world.post('옛 사진', { timestamp: new Date(Date.now() - DAY) });
      const creator = await world.addCreator();
      await world.fan.api.post(`/creators/${creator.creatorId}/subscribe`);
      expect(await world.titles(creator)).toEqual(['옛 사진']);
      const before = new Date(world.time.now().getTime() - MINUTE);
      world.post('릴스 #춤', { kind: 'reel', viewCount: 900, likeCount: 7, timestamp: before });
      world.post('앨범', { kind: 'album', parts: ['IMAGE', 'VIDEO', 'IMAGE'] });
      await world.lookNow(creator);
      await eventually('it is there', async () => (await world.contents(creator)).length === 3);
      const [album, reel] = (await world.fan.api.get('/feed')).body.data;
      expect(album).toMatchObject({ type: 'album', platform: 'instagram', title: '앨범' });
      expect(album.media.map(({ type }: { type: string }) => type)).toEqual(['image', 'video', 'image']);
      expect(reel).toMatchObject({
        type: 'short',
        url: expect.stringContaining('instagram.com/reel/'),
        statistics: { views: 900, likes: 7 },
        metadata: { tags: ['춤'] },
      });
      await eventually('the fan hears', async () => {
        const { body } = await world.fan.api.get('/notifications');
        return body.data.length === 2;
      });
      world.instagram.catalogue.updateAccount(world.account.id, { followersCount: 34 });
      await world.lookNow(creator);
      await eventually(
        'its followers are counted',
        async () => (await world.channel(creator)).followerCount === 34,
      );
    });

    it('loses what it deletes, after a second look', async () => {
      const kept = world.post('남는 것');
      const { id } = world.post('지울 것');
      const creator = await world.addCreator();
      await eventually('both are there', async () => (await world.titles(creator)).length === 2);
      world.instagram.catalogue.delete(id);
      await world.lookNow(creator);
      const missing = 'SELECT 1 FROM contents WHERE missing_since IS NOT NULL';
      await eventually(
        'it is missed',
        async () => (await world.installation.database.query(missing)).length === 1,
      );
      world.time.forward(6 * MINUTE);
      await world.lookNow(creator);
      await eventually('it is gone', async () => (await world.titles(creator)).join() === kept.caption);
    });

    it('is refused by name when it is personal, unknown, or a post', async () => {
      world.instagram.catalogue.addAccount({ username: 'private', kind: 'personal' });
      for (const [url, status, code] of [
        ['private', 404, 'INSTAGRAM_NOT_PROFESSIONAL'],
        ['@nobody', 404, 'INSTAGRAM_NOT_PROFESSIONAL'],
        ['https://www.instagram.com/p/CSr71Gzlqo4/', 400, 'INVALID_CHANNEL_REFERENCE'],
      ] as const) {
        const answer = await world.admin.api.post('/creators', {
          channels: [{ platform: 'instagram', url }],
        });
        expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      }
    });

    it('is left alone when Instagram says that all is used, which the administration sees', async () => {
      const creator = await world.addCreator();
      world.instagram.limit.perHour = 2;
      await world.lookNow(creator);
      const blocked = await eventually('it is blocked', async () => {
        const { body } = await world.admin.api.get('/admin/quotas');
        return body.data.find((bucket: { blockedUntil: string | null }) => bucket.blockedUntil !== null);
      });
      expect(blocked).toMatchObject({
        platform: 'instagram',
        bucket: 'discovery',
        unit: 'percent',
        limit: 100,
      });
      world.instagram.requests.clear();
      const refused = await world.admin.api.post('/creators', {
        channels: [{ platform: 'instagram', url: 'x' }],
      });
      expect([refused.status, refused.body.error.code]).toEqual([503, 'BUDGET_EXHAUSTED']);
      expect(world.asked('discovery')).toBe(0);
      world.time.forward(61 * MINUTE);
      world.post('다시');
      await world.lookNow(creator);
      await eventually('it goes on', async () => (await world.titles(creator)).length === 1);
    });
  });

  describe('links to pictures end, and', () => {
    const picture = async (path: string) => {
      const answer = await fetch(`${world.server.url}/media/${path}`);
      return [answer.status, answer.headers.get('content-type')];
    };
    let contentId: string;
    let mediaId: string;

    beforeEach(async () => {
      mediaId = world.post('앨범', { kind: 'album', parts: ['IMAGE', 'VIDEO'] }).id;
      const creator = await world.addCreator();
      contentId = (await world.contents(creator))[0].id;
      // No look brings new links by the way.
      await world.installation.database.query('UPDATE creator_channels SET is_active = false');
      world.time.forward(6 * DAY);
      world.instagram.requests.clear();
    });

    it('are told as addresses of ours, which stay', async () => {
      const { body } = await world.fan.api.get(`/contents/${contentId}`);
      const { thumbnail, media } = body.data;
      const address = (rest: string) =>
        expect.stringMatching(new RegExp(`/media/contents/${contentId}${rest}$`));
      expect(thumbnail).toEqual(address(''));
      expect(media).toMatchObject([
        { type: 'image', url: address('/0'), previewUrl: address('/0'), expiresAt: null },
        { type: 'video', previewUrl: address('/1'), expiresAt: expect.any(String) },
      ]);
      expect(await picture(thumbnail.split('/media/')[1])).toEqual([200, 'image/jpeg']);
    });

    it('are asked for anew by whoever needs them, once for all', async () => {
      const paths = [`contents/${contentId}`, `contents/${contentId}/0`, `contents/${contentId}/1?width=640`];
      const answers = await Promise.all([...paths, ...paths].map(picture));
      expect(answers).toEqual(Array.from({ length: 6 }, () => [200, 'image/jpeg']));
      expect(world.asked('discovery')).toBe(1);
      expect(await picture(`contents/${contentId}/2`)).toEqual([404, expect.stringContaining('json')]);
    });

    it('lead nowhere once what they showed was deleted, which costs one call a minute', async () => {
      world.instagram.catalogue.delete(mediaId);
      for (let times = 0; times < 3; times++) expect((await picture(`contents/${contentId}`))[0]).toBe(404);
      expect(world.asked('discovery')).toBe(1);
    });
  });
});
