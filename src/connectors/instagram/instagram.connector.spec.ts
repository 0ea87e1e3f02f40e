import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALL, ConnectedInstagram } from '../../../test/support/connected-instagram.js';
import { type SyncCursor } from '../connector.js';

const DAY_MS = 86_400_000;
const NOT_PROFESSIONAL = { kind: 'not_found', code: 'INSTAGRAM_NOT_PROFESSIONAL' };
const NOT_CONFIGURED = { kind: 'unauthorized', code: 'INSTAGRAM_NOT_CONFIGURED' };

describe('the Instagram connector', () => {
  let instagram: ConnectedInstagram;

  beforeEach(async () => {
    instagram = await ConnectedInstagram.open();
  });
  afterEach(async () => {
    expect(instagram.unknownFields()).toEqual([]);
    await instagram.close();
  });

  const calls = () => instagram.simulator.requests.all().length;

  describe('finds an account', () => {
    it('by its name, in one call', async () => {
      expect(
        await instagram.connect().resolveChannel('https://www.instagram.com/DLWLRMA/', CALL),
      ).toMatchObject({
        externalId: instagram.account.id,
        handle: 'dlwlrma',
        title: '이지금 IU',
        followerCount: 33_000_000,
      });
      expect(calls()).toBe(1);
    });

    it('but none that is personal, unknown, or that there is no way to look for', async () => {
      instagram.simulator.catalogue.addAccount({ username: 'private', kind: 'personal' });
      for (const name of ['private', 'nobody'])
        await expect(instagram.connect().resolveChannel(name, CALL)).rejects.toMatchObject(NOT_PROFESSIONAL);
      await expect(
        instagram.connect({ discovery: false }).resolveChannel('dlwlrma', CALL),
      ).rejects.toMatchObject(NOT_CONFIGURED);
    });
  });

  describe.each(['discovery', 'owner'] as const)('reads posts (%s)', (way) => {
    beforeEach(() => {
      if (way === 'owner') instagram.consent();
    });

    it('of every kind', async () => {
      const { catalogue } = instagram.simulator;
      catalogue.post(instagram.account.id, {
        kind: 'image',
        caption: '밤편지\n#아이유',
        altText: '편지',
        likeCount: 3,
      });
      catalogue.post(instagram.account.id, { kind: 'video' });
      catalogue.post(instagram.account.id, {
        kind: 'reel',
        viewCount: 9_000,
        hidesLikes: true,
        likeCount: 5,
      });
      catalogue.post(instagram.account.id, { kind: 'album', parts: ['VIDEO', 'IMAGE'] });
      const [batch, ...rest] = await instagram.list();
      expect(rest).toEqual([]);
      expect(batch!.items.map(({ type, media }) => [type, media.map((item) => item.type)])).toEqual([
        ['album', ['video', 'image']],
        ['short', ['video']],
        ['video', ['video']],
        ['image', ['image']],
      ]);
      const [album, reel, , image] = batch!.items;
      expect(album!.thumbnailUrl).toBe(album!.media[0]!.previewUrl);
      expect(album!.media[0]!.expiresAt).toEqual(new Date('2026-11-25T00:00:00Z'));
      const isOwner = way === 'owner';
      expect(reel!.statistics).toMatchObject({ views: isOwner ? null : 9_000, likes: isOwner ? 5 : null });
      expect(image).toMatchObject({ title: '밤편지', tags: ['아이유'], statistics: { likes: 3 } });
      expect(image!.media[0]!.alternativeText).toBe(isOwner ? '편지' : null);
      expect(batch!.profile).toMatchObject({ externalId: instagram.account.id, followerCount: 33_000_000 });
    });

    it('of the backlog as far as asked, page by page, and then what is new', async () => {
      instagram.postMany(130);
      const batches = await instagram.list(null, { backlogPosts: 100 });
      expect(batches.map(({ items }) => items.length)).toEqual([50, 50]);
      expect(batches[0]!.items[0]!.title).toBe('129');
      const { cursor } = batches[1]!;
      expect(JSON.stringify(cursor)).not.toMatch(/IGAA|EAAB|http/);

      instagram.simulator.catalogue.post(instagram.account.id, { caption: 'new' });
      instagram.simulator.requests.clear();
      const [again, ...rest] = await instagram.list(cursor);
      expect(rest).toEqual([]);
      expect(again!.items[0]!.title).toBe('new');
      expect(calls()).toBe(way === 'owner' ? 2 : 1);
    });

    it('on from a stored cursor after being stopped anywhere, missing none', async () => {
      instagram.postMany(120);
      const seen = new Set<string>();
      let cursor: SyncCursor | null = null;
      for (let stops = 0; stops < 3; stops++) {
        for await (const batch of instagram.connect().listContents(instagram.ref, cursor, CALL)) {
          for (const { externalId } of batch.items) seen.add(externalId);
          cursor = batch.cursor;
          instagram.simulator.catalogue.post(instagram.account.id, { timestamp: instagram.clock });
          break;
        }
      }
      expect(seen.size).toBe(120);
    });

    it('that came in more than a page at once, down to what is known and a day beyond', async () => {
      instagram.postMany(10);
      const [first] = await instagram.list();
      instagram.forward(3 * DAY_MS);
      instagram.postMany(70);
      const batches = await instagram.list(first!.cursor);
      expect(batches.map(({ items }) => items.length)).toEqual([50, 30]);
    });

    it('says since when that is all, so that what was deleted is missed', async () => {
      const posts = instagram.postMany(60);
      const [first] = await instagram.list();
      expect(first!.coversSince).toEqual(new Date(posts[10]!.timestamp.getTime() + 1));
      for (const { id } of posts.slice(0, 30)) instagram.simulator.catalogue.delete(id);
      expect((await instagram.list(first!.cursor)).at(-1)!.coversSince).toBeNull();
      const [whole] = await instagram.list();
      expect(whole!.coversSince).toEqual(new Date(0));
    });

    it('once a week all of the backlog again, as one', async () => {
      instagram.postMany(120);
      const cursor = (await instagram.list()).at(-1)!.cursor;
      instagram.forward(7 * DAY_MS);
      const [sweep, ...rest] = await instagram.list(cursor);
      expect(rest).toEqual([]);
      expect(sweep).toMatchObject({ coversSince: new Date(0), items: { length: 120 } });
      expect((await instagram.list(sweep!.cursor))[0]!.items).toHaveLength(50);
    });

    it('of an account that has none', async () => {
      expect(await instagram.list()).toMatchObject([
        { items: [], coversSince: new Date(0), cursor: { unread: null } },
      ]);
    });

    it('one alone, with links that work', async () => {
      const [old] = instagram.postMany(120);
      const item = await instagram.connect().findItem!(instagram.ref, old!.id, CALL);
      expect((await fetch(item!.thumbnailUrl!)).status).toBe(200);
      instagram.simulator.catalogue.delete(old!.id);
      expect(await instagram.connect().findItem!(instagram.ref, old!.id, CALL)).toBeNull();
    });
  });

  describe('an account that was renamed', () => {
    it('is read on by its owner, who tells the new name', async () => {
      instagram.consent();
      instagram.simulator.catalogue.updateAccount(instagram.account.id, { username: 'iu.official' });
      const [batch] = await instagram.list();
      expect(batch!.profile).toMatchObject({ externalId: instagram.account.id, handle: 'iu.official' });
    });

    it('is not found by its old name, nor taken for whoever has that now', async () => {
      instagram.simulator.catalogue.updateAccount(instagram.account.id, { username: 'iu.official' });
      await expect(instagram.list()).rejects.toMatchObject(NOT_PROFESSIONAL);
      instagram.simulator.catalogue.addAccount({ username: 'dlwlrma' });
      await expect(instagram.list()).rejects.toMatchObject({
        kind: 'not_found',
        code: 'INSTAGRAM_ACCOUNT_RENAMED',
      });
    });
  });

  it('begins a reading anew when its way changes in the middle', async () => {
    instagram.postMany(60);
    for await (const { cursor } of instagram.connect().listContents(instagram.ref, null, CALL)) {
      instagram.consent();
      expect((await instagram.list(cursor)).map(({ items }) => items.length)).toEqual([50, 10]);
      break;
    }
  });

  it('has no way to read whom nobody let it read', async () => {
    await expect(instagram.list(null, { discovery: false })).rejects.toMatchObject(NOT_CONFIGURED);
    instagram.consent();
    await expect(instagram.list(null, { discovery: false })).resolves.toHaveLength(1);
  });
});
