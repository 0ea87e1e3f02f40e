import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Account,
  instagramFaults,
  type InstagramSimulator,
  networkFaults,
  startInstagramSimulator,
} from '../../../simulators/instagram/index.js';
import { hasSpecs, InstagramFields } from '../../../test/support/instagram-fields.js';
import { OpenBooks } from '../../../test/support/spending.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import { type ChannelRef, type Connector, type ContentBatch, type SyncCursor } from '../connector.js';
import { createInstagramConnector } from './index.js';

const CALL = { priority: 'routine' } as const;
const DAY_MS = 86_400_000;
const JSON_TYPE = { 'content-type': 'application/json' };

const MALFORMED = { kind: 'malformed', code: 'INSTAGRAM_MALFORMED_ANSWER' };
const UNAVAILABLE = { kind: 'temporary', code: 'INSTAGRAM_UNAVAILABLE' };
const TOKEN_INVALID = { kind: 'unauthorized', code: 'INSTAGRAM_TOKEN_INVALID' };
const NOT_PROFESSIONAL = { kind: 'not_found', code: 'INSTAGRAM_NOT_PROFESSIONAL' };
const RATE_LIMITED = { kind: 'rate_limited', code: 'INSTAGRAM_RATE_LIMITED' };
const FORBIDDEN = { kind: 'forbidden', code: 'INSTAGRAM_FORBIDDEN' };
const NOT_CONFIGURED = { kind: 'unauthorized', code: 'INSTAGRAM_NOT_CONFIGURED' };

describe('the Instagram connector', () => {
  let instagram: InstagramSimulator;
  let http: OutboundClient;
  let spending: OpenBooks;
  let clock: Date;
  let account: Account;
  let ref: ChannelRef;
  /** Of owners who let us read. */
  let tokens: Map<string, string>;

  beforeEach(async () => {
    clock = new Date('2026-11-20T12:00:00Z');
    instagram = await startInstagramSimulator({ now: () => clock });
    http = createOutboundClient({
      trustedOrigins: [instagram.url],
      userAgent: 'mypick-test/1',
      retries: { attempts: 2, baseMs: 1, maxMs: 2 },
    });
    spending = new OpenBooks();
    tokens = new Map();
    account = instagram.catalogue.addAccount({
      username: 'dlwlrma',
      name: '이지금 IU',
      followersCount: 33_000_000,
    });
    ref = { externalId: account.id, handle: 'dlwlrma' };
  });

  afterEach(async () => {
    expectKnownFields(instagram);
    await http.close();
    await instagram.close();
  });

  function connect(options: { discovery?: boolean; backlogPosts?: number } = {}): Connector {
    const { discovery = true, backlogPosts = 200 } = options;
    return createInstagramConnector({
      apiUrl: instagram.apiUrl,
      discovery: discovery ? { url: instagram.discoveryUrl, ...instagram.operator } : null,
      backlogPosts,
      tokens: { of: (_, id) => Promise.resolve(tokens.get(id) ?? null) },
      ...{ spending, now: () => clock, http },
    });
  }
  const list = (cursor: SyncCursor | null = null, options = {}) =>
    allOf(connect(options).listContents(ref, cursor, CALL));
  const consent = () => tokens.set(account.id, instagram.tokens.grant(account.id));
  const calls = () => instagram.requests.all().length;
  /** So many posts, an hour apart, the newest an hour old. */
  const postMany = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      instagram.catalogue.post(account.id, {
        caption: `${n}`,
        timestamp: new Date(clock.getTime() - (count - n) * 3_600_000),
      }),
    );

  describe('finds an account', () => {
    it('by its name, in one call', async () => {
      expect(await connect().resolveChannel('https://www.instagram.com/DLWLRMA/', CALL)).toMatchObject({
        externalId: account.id,
        handle: 'dlwlrma',
        title: '이지금 IU',
        followerCount: 33_000_000,
      });
      expect(calls()).toBe(1);
    });

    it('but none that is personal, unknown, or that there is no way to look for', async () => {
      instagram.catalogue.addAccount({ username: 'private', kind: 'personal' });
      for (const name of ['private', 'nobody'])
        await expect(connect().resolveChannel(name, CALL)).rejects.toMatchObject(NOT_PROFESSIONAL);
      await expect(connect({ discovery: false }).resolveChannel('dlwlrma', CALL)).rejects.toMatchObject(
        NOT_CONFIGURED,
      );
    });
  });

  describe.each(['discovery', 'owner'] as const)('reads posts (%s)', (way) => {
    beforeEach(() => {
      if (way === 'owner') consent();
    });

    it('of every kind', async () => {
      const { catalogue } = instagram;
      catalogue.post(account.id, {
        kind: 'image',
        caption: '밤편지\n#아이유',
        altText: '편지',
        likeCount: 3,
      });
      catalogue.post(account.id, { kind: 'video' });
      catalogue.post(account.id, { kind: 'reel', viewCount: 9_000, hidesLikes: true, likeCount: 5 });
      catalogue.post(account.id, { kind: 'album', parts: ['VIDEO', 'IMAGE'] });
      const [batch, ...rest] = await list();
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
      expect(batch!.profile).toMatchObject({ externalId: account.id, followerCount: 33_000_000 });
    });

    it('of the backlog as far as asked, page by page, and then what is new', async () => {
      postMany(130);
      const batches = await list(null, { backlogPosts: 100 });
      expect(batches.map(({ items }) => items.length)).toEqual([50, 50]);
      expect(batches[0]!.items[0]!.title).toBe('129');
      const { cursor } = batches[1]!;
      expect(JSON.stringify(cursor)).not.toMatch(/IGAA|EAAB|http/);

      instagram.catalogue.post(account.id, { caption: 'new' });
      instagram.requests.clear();
      const [again, ...rest] = await list(cursor);
      expect(rest).toEqual([]);
      expect(again!.items[0]!.title).toBe('new');
      expect(calls()).toBe(way === 'owner' ? 2 : 1);
    });

    it('on from a stored cursor after being stopped anywhere, missing none', async () => {
      postMany(120);
      const seen = new Set<string>();
      let cursor: SyncCursor | null = null;
      for (let stops = 0; stops < 3; stops++) {
        for await (const batch of connect().listContents(ref, cursor, CALL)) {
          for (const { externalId } of batch.items) seen.add(externalId);
          cursor = batch.cursor;
          instagram.catalogue.post(account.id, { timestamp: clock });
          break;
        }
      }
      expect(seen.size).toBe(120);
    });

    it('that came in more than a page at once, down to what is known and a day beyond', async () => {
      postMany(10);
      const [first] = await list();
      clock = new Date(clock.getTime() + 3 * DAY_MS);
      postMany(70);
      const batches = await list(first!.cursor);
      expect(batches.map(({ items }) => items.length)).toEqual([50, 30]);
    });

    it('says since when that is all, so that what was deleted is missed', async () => {
      const posts = postMany(60);
      const [first] = await list();
      expect(first!.coversSince).toEqual(new Date(posts[10]!.timestamp.getTime() + 1));
      for (const { id } of posts.slice(0, 30)) instagram.catalogue.delete(id);
      expect((await list(first!.cursor)).at(-1)!.coversSince).toBeNull();
      const [whole] = await list();
      expect(whole!.coversSince).toEqual(new Date(0));
    });

    it('once a week all of the backlog again, as one', async () => {
      postMany(120);
      const cursor = (await list()).at(-1)!.cursor;
      clock = new Date(clock.getTime() + 7 * DAY_MS);
      const [sweep, ...rest] = await list(cursor);
      expect(rest).toEqual([]);
      expect(sweep).toMatchObject({ coversSince: new Date(0), items: { length: 120 } });
      expect((await list(sweep!.cursor))[0]!.items).toHaveLength(50);
    });

    it('of an account that has none', async () => {
      expect(await list()).toMatchObject([{ items: [], coversSince: new Date(0), cursor: { unread: null } }]);
    });

    it('one alone, with links that work', async () => {
      const [old] = postMany(120);
      const item = await connect().findItem!(ref, old!.id, CALL);
      expect((await fetch(item!.thumbnailUrl!)).status).toBe(200);
      instagram.catalogue.delete(old!.id);
      expect(await connect().findItem!(ref, old!.id, CALL)).toBeNull();
    });
  });

  describe('an account that was renamed', () => {
    it('is read on by its owner, who tells the new name', async () => {
      consent();
      instagram.catalogue.updateAccount(account.id, { username: 'iu.official' });
      const [batch] = await list();
      expect(batch!.profile).toMatchObject({ externalId: account.id, handle: 'iu.official' });
    });

    it('is not found by its old name, nor taken for whoever has that now', async () => {
      instagram.catalogue.updateAccount(account.id, { username: 'iu.official' });
      await expect(list()).rejects.toMatchObject(NOT_PROFESSIONAL);
      instagram.catalogue.addAccount({ username: 'dlwlrma' });
      await expect(list()).rejects.toMatchObject({ kind: 'not_found', code: 'INSTAGRAM_ACCOUNT_RENAMED' });
    });
  });

  it('begins a reading anew when its way changes in the middle', async () => {
    postMany(60);
    for await (const { cursor } of connect().listContents(ref, null, CALL)) {
      consent();
      expect((await list(cursor)).map(({ items }) => items.length)).toEqual([50, 10]);
      break;
    }
  });

  it('has no way to read whom nobody let it read', async () => {
    await expect(list(null, { discovery: false })).rejects.toMatchObject(NOT_CONFIGURED);
    consent();
    await expect(list(null, { discovery: false })).resolves.toHaveLength(1);
  });

  describe('keeps within its limits:', () => {
    it('writes down what is used, of the application and of each account', async () => {
      instagram.limit.perHour = 10;
      await list();
      consent();
      await list();
      expect(spending.observed).toEqual([
        { bucket: 'discovery', account: expect.stringMatching(/^[\da-f]{8}$/), used: 10 },
        { bucket: 'owner', account: account.id, used: 10 },
        { bucket: 'owner', account: account.id, used: 20 },
      ]);
      expect(spending.booked.every(({ amount }) => amount === 0)).toBe(true);
    });

    it('asks no more when all is used, until there is some again', async () => {
      instagram.limit.perHour = 2;
      consent();
      await list();
      const until = new Date(clock.getTime() + 60 * 60_000);
      expect(spending.blocked).toEqual([{ bucket: 'owner', account: account.id, until }]);
      await expect(list()).rejects.toMatchObject({ ...RATE_LIMITED, retryAt: until });
    });

    it('waits an hour where Instagram does not say how long', async () => {
      instagram.faults.always('discovery', instagramFaults.applicationLimit());
      const retryAt = new Date(clock.getTime() + 3_600_000);
      await expect(list()).rejects.toMatchObject({ ...RATE_LIMITED, retryAt });
      expect(spending.blocked).toMatchObject([{ bucket: 'discovery', until: retryAt }]);
    });

    it('does not ask when the books say no', async () => {
      const refusal = new ConnectorError('quota_exhausted', 'BUDGET_EXHAUSTED', 'no');
      spending.reserve = () => Promise.reject(refusal);
      await expect(list()).rejects.toBe(refusal);
      expect(calls()).toBe(0);
    });
  });

  describe('names what goes wrong:', () => {
    it.each([
      [190, undefined, TOKEN_INVALID],
      [190, 458, { ...TOKEN_INVALID, message: expect.stringContaining('removed the app') }],
      [190, 460, { ...TOKEN_INVALID, message: expect.stringContaining('password') }],
      [190, 463, { ...TOKEN_INVALID, message: expect.stringContaining('expired') }],
      [110, undefined, NOT_PROFESSIONAL],
      [24, 2_207_013, NOT_PROFESSIONAL],
      [4, undefined, RATE_LIMITED],
      [17, undefined, RATE_LIMITED],
      [32, undefined, RATE_LIMITED],
      [613, undefined, RATE_LIMITED],
      [80_002, undefined, RATE_LIMITED],
      [10, undefined, FORBIDDEN],
      [200, undefined, FORBIDDEN],
      [100, undefined, { kind: 'malformed', code: 'INSTAGRAM_REQUEST_REFUSED' }],
      [2, undefined, UNAVAILABLE],
      [999_999, undefined, FORBIDDEN],
    ])('error %s %s', async (code, subcode, error) => {
      instagram.faults.always('any', instagramFaults.graphError(code, subcode));
      await expect(list()).rejects.toMatchObject(error);
    });

    it.each([
      ['cut off', networkFaults.cutConnection(), UNAVAILABLE],
      ['cut off in the middle', networkFaults.cutConnection(0.5), UNAVAILABLE],
      ['half a body', networkFaults.truncatedBody(), MALFORMED],
      ['a web page', networkFaults.htmlPage(), MALFORMED],
      ['a web page of 500', networkFaults.serverError(500), UNAVAILABLE],
      ['429', networkFaults.serverError(429, { retryAfter: 3_600 }), RATE_LIMITED],
      ['a bad moment', instagramFaults.badMoment(), UNAVAILABLE],
      ['endless white space', networkFaults.hugeBody(20_000_000), MALFORMED],
      ['an empty object', networkFaults.answerWith({ headers: JSON_TYPE, body: '{}' }), MALFORMED],
      ['null', networkFaults.answerWith({ headers: JSON_TYPE, body: 'null' }), MALFORMED],
    ])('%s', async (_, fault, error) => {
      postMany(1);
      instagram.faults.always('any', fault);
      await expect(list()).rejects.toMatchObject(error);
    });

    it('a caller that aborts', async () => {
      const call = { ...CALL, signal: AbortSignal.abort() };
      await expect(connect().resolveChannel('dlwlrma', call)).rejects.toMatchObject(UNAVAILABLE);
    });

    it('without ever showing a token', async () => {
      consent();
      for (const fault of [
        instagramFaults.tokenUnknown(),
        networkFaults.cutConnection(),
        networkFaults.truncatedBody(),
      ]) {
        instagram.faults.always('any', fault);
        for (const ask of [() => list(), () => connect().resolveChannel('dlwlrma', CALL)]) {
          const error: unknown = await ask().catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(ConnectorError);
          for (const secret of instagram.secrets) expect(chainOf(error)).not.toContain(secret);
        }
      }
    });
  });
});

/** Every field that was asked for is described. */
function expectKnownFields({ requests }: InstagramSimulator): void {
  if (!hasSpecs) return;
  const judge = InstagramFields.load();
  const kinds = { discovery: 'IGUser', me: 'User', media: 'Media' } as const;
  for (const [endpoint, kind] of Object.entries(kinds)) {
    for (const { query } of requests.of(endpoint as keyof typeof kinds))
      expect(judge.unknownIn(kind, query.fields ?? 'id')).toEqual([]);
  }
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
