import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Account as InstagramAccount,
  instagramFaults,
  type InstagramSimulator,
  startInstagramSimulator,
} from '../../simulators/instagram/index.js';
import { refreshChannelGrants } from '../../src/modules/creators/creators.jobs.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import { Log } from '../../src/platform/telemetry/index.js';
import type { RunningServer } from '../../src/server.js';
import { eventually } from '../support/eventually.js';
import { instagramVariables } from '../support/platforms.js';
import { freePort } from '../support/ports.js';
import { type Account, Installation } from '../support/test-server.js';
import { TimeTravel } from '../support/time-travel.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CLIENT = 'https://mypick.example';

/** Instagram from a creator's consent to a fan's screen; the clocks of server and platform are moved together. */
describe('Instagram', () => {
  let instagram: InstagramSimulator;
  let installation: Installation;
  let server: RunningServer;
  let time: TimeTravel;
  let admin: Account;
  let fan: Account;
  let account: InstagramAccount;
  let logged: string[];

  beforeEach(async () => {
    instagram = await startInstagramSimulator({ now: () => time.now() });
    const port = await freePort();
    installation = await Installation.create({
      ...instagramVariables(instagram),
      APP_PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      CLIENT_URL: CLIENT,
      LOG_LEVEL: 'debug',
    });
    server = await installation.start();
    time = new TimeTravel(server);
    logged = listenTo(server.app.get(Log));
    admin = await installation.admin(server);
    fan = await installation.fan(server);
    account = instagram.catalogue.addAccount({ username: 'dlwlrma', name: '이지금', followersCount: 33 });
  });

  afterEach(async () => {
    await installation.stop();
    const lines = logged.join('\n');
    for (const secret of instagram.secrets) expect(lines).not.toContain(secret);
    await instagram.close();
  });

  const addCreator = async (username = 'dlwlrma'): Promise<{ creatorId: string; channelId: string }> => {
    const channels = [{ platform: 'instagram', url: `https://www.instagram.com/${username}/` }];
    const { body, status } = await admin.api.post('/creators', { channels });
    expect(status).toBe(201);
    const creator = { creatorId: body.data.id, channelId: body.data.channels[0].id };
    await eventually('it was looked at', async () => (await channelOf(creator.creatorId)).lastSyncAt);
    return creator;
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  const channelOf = async (creatorId: string): Promise<any> =>
    (await admin.api.get(`/creators/${creatorId}`)).body.data.channels[0];
  const contents = async (creatorId: string) =>
    (await fan.api.get(`/creators/${creatorId}/contents`)).body.data;
  const titles = async (creatorId: string): Promise<string[]> =>
    (await contents(creatorId)).map(({ title }: { title: string }) => title);
  const post = (caption: string, more = {}) =>
    instagram.catalogue.post(account.id, { caption, timestamp: time.now(), ...more });
  const lookNow = ({ creatorId, channelId }: { creatorId: string; channelId: string }) =>
    admin.api.post(`/creators/${creatorId}/channels/${channelId}/sync`);
  const refreshTokens = () => server.app.get(JobQueue).add(refreshChannelGrants, {});
  const grants = () =>
    installation.database.query<{ token: string; expires_at: Date; failures: number }>(
      'SELECT * FROM channel_grants',
    );
  const asked = (endpoint: Parameters<typeof instagram.requests.of>[0]) => instagram.requests.of(endpoint);

  /** Sends the owner's browser to Instagram and back. @returns the address at which it comes back to us */
  async function consent(creatorId: string, as: Account = admin): Promise<string> {
    const { body, status } = await as.api.post(`/creators/${creatorId}/channels/instagram/authorization`);
    expect(status).toBe(201);
    const page = await fetch(body.data.url as string, { redirect: 'manual' });
    return page.headers.get('location')!;
  }
  /** @returns what our front end is told */
  async function comeBack(to: string): Promise<string | null> {
    const answer = await fetch(to, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const url = new URL(answer.headers.get('location')!);
    expect(url.origin).toBe(CLIENT);
    return url.searchParams.get('instagram');
  }
  async function connect(creatorId: string, owner: InstagramAccount = account): Promise<string | null> {
    instagram.login.visitor = owner;
    return comeBack(await consent(creatorId));
  }

  describe('without being asked, a professional account', () => {
    it('is collected with its pictures, reels and albums, and tells fans what is new', async () => {
      post('옛 사진', { timestamp: new Date(Date.now() - DAY) });
      const creator = await addCreator();
      await fan.api.post(`/creators/${creator.creatorId}/subscribe`);
      expect(await titles(creator.creatorId)).toEqual(['옛 사진']);
      const before = new Date(time.now().getTime() - MINUTE);
      post('릴스 #춤', { kind: 'reel', viewCount: 900, likeCount: 7, timestamp: before });
      post('앨범', { kind: 'album', parts: ['IMAGE', 'VIDEO', 'IMAGE'] });
      await lookNow(creator);
      await eventually('it is there', async () => (await contents(creator.creatorId)).length === 3);
      const [album, reel] = (await fan.api.get('/feed')).body.data;
      expect(album).toMatchObject({ type: 'album', platform: 'instagram', title: '앨범' });
      expect(album.media.map(({ type }: { type: string }) => type)).toEqual(['image', 'video', 'image']);
      expect(reel).toMatchObject({
        type: 'short',
        url: expect.stringContaining('instagram.com/reel/'),
        statistics: { views: 900, likes: 7 },
        metadata: { tags: ['춤'] },
      });
      await eventually('the fan hears', async () => {
        const { body } = await fan.api.get('/notifications');
        return body.data.length === 2;
      });
      instagram.catalogue.updateAccount(account.id, { followersCount: 34 });
      await lookNow(creator);
      await eventually(
        'its followers are counted',
        async () => (await channelOf(creator.creatorId)).followerCount === 34,
      );
    });

    it('loses what it deletes, after a second look', async () => {
      const kept = post('남는 것');
      const { id } = post('지울 것');
      const creator = await addCreator();
      await eventually('both are there', async () => (await titles(creator.creatorId)).length === 2);
      instagram.catalogue.delete(id);
      await lookNow(creator);
      const missing = 'SELECT 1 FROM contents WHERE missing_since IS NOT NULL';
      await eventually('it is missed', async () => (await installation.database.query(missing)).length === 1);
      time.forward(6 * MINUTE);
      await lookNow(creator);
      await eventually('it is gone', async () => (await titles(creator.creatorId)).join() === kept.caption);
    });

    it('is refused by name when it is personal, unknown, or a post', async () => {
      instagram.catalogue.addAccount({ username: 'private', kind: 'personal' });
      for (const [url, status, code] of [
        ['private', 404, 'INSTAGRAM_NOT_PROFESSIONAL'],
        ['@nobody', 404, 'INSTAGRAM_NOT_PROFESSIONAL'],
        ['https://www.instagram.com/p/CSr71Gzlqo4/', 400, 'INVALID_CHANNEL_REFERENCE'],
      ] as const) {
        const answer = await admin.api.post('/creators', { channels: [{ platform: 'instagram', url }] });
        expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      }
    });

    it('is left alone when Instagram says that all is used, which the administration sees', async () => {
      const creator = await addCreator();
      instagram.limit.perHour = 2;
      await lookNow(creator);
      const blocked = await eventually('it is blocked', async () => {
        const { body } = await admin.api.get('/admin/quotas');
        return body.data.find((bucket: { blockedUntil: string | null }) => bucket.blockedUntil !== null);
      });
      expect(blocked).toMatchObject({
        platform: 'instagram',
        bucket: 'discovery',
        unit: 'percent',
        limit: 100,
      });
      instagram.requests.clear();
      const refused = await admin.api.post('/creators', { channels: [{ platform: 'instagram', url: 'x' }] });
      expect([refused.status, refused.body.error.code]).toEqual([503, 'BUDGET_EXHAUSTED']);
      expect(asked('discovery')).toEqual([]);
      time.forward(61 * MINUTE);
      post('danach');
      await lookNow(creator);
      await eventually('it goes on', async () => (await titles(creator.creatorId)).length === 1);
    });
  });

  describe('with the consent of its owner, an account', () => {
    it('is read with their token, which is kept sealed and shown to nobody', async () => {
      const creator = await addCreator();
      const owner = await installation.fan(server);
      await installation.database.query('UPDATE creators SET owner_id = $1', [owner.id]);
      const path = `/creators/${creator.creatorId}/channels/instagram/authorization`;
      expect((await fan.api.post(path)).status).toBe(403);

      instagram.login.visitor = account;
      expect(await comeBack(await consent(creator.creatorId, owner))).toBe('connected');
      post('비밀 없는 글', { altText: '설명' });
      await lookNow(creator);
      await eventually('it is there', async () => (await contents(creator.creatorId)).length === 1);
      const [content] = await contents(creator.creatorId);
      expect(content.media[0].alternativeText).toBe('설명');

      const [grant] = await grants();
      const shown = [
        JSON.stringify(grant),
        (await admin.api.get(`/creators/${creator.creatorId}`)).text,
        (await admin.api.get('/admin/quotas')).text,
        (await admin.api.get('/admin/collection/schedule')).text,
        JSON.stringify(await installation.database.query('SELECT * FROM channel_schedules')),
      ].join();
      for (const secret of instagram.secrets) expect(shown).not.toContain(secret);
      // A second account becomes a second channel of the creator.
      const other = instagram.catalogue.addAccount({ username: 'iu.team' });
      expect(await connect(creator.creatorId, other)).toBe('connected');
      const { body } = await admin.api.get(`/creators/${creator.creatorId}`);
      expect(body.data.channels.map(({ handle }: { handle: string }) => handle)).toEqual([
        'dlwlrma',
        'iu.team',
      ]);
    });

    it("is not taken over by another creator's consent, nor connected without one", async () => {
      await addCreator();
      instagram.catalogue.addAccount({ username: 'other' });
      const other = await addCreator('other');
      expect(await connect(other.creatorId)).toBe('CHANNEL_ALREADY_ADDED');
      instagram.login.visitor = null;
      expect(await comeBack(await consent(other.creatorId))).toBe('GRANT_DECLINED');
      expect(await grants()).toEqual([]);
    });

    it('comes back by a way that is sealed, good for ten minutes, and once', async () => {
      const creator = await addCreator();
      instagram.login.visitor = account;
      const back = await consent(creator.creatorId);
      const forged = new URL(back);
      forged.searchParams.set('state', `A${forged.searchParams.get('state')!.slice(1)}`);
      expect(await comeBack(forged.href)).toBe('GRANT_STATE_INVALID');
      time.forward(11 * MINUTE);
      expect(await comeBack(back)).toBe('GRANT_STATE_INVALID');
      expect(await grants()).toEqual([]);

      const fresh = await consent(creator.creatorId);
      expect(await comeBack(fresh)).toBe('connected');
      const again = new URL(fresh);
      again.searchParams.set('code', instagram.tokens.code(account.id, 'anywhere'));
      expect(await comeBack(again.href)).toBe('GRANT_STATE_INVALID');
      expect((await fetch(back.split('?')[0]!)).status).toBe(400);
      expect(asked('token')).toHaveLength(1);
    });

    it('has its token renewed in time, however often the job runs', async () => {
      const creator = await addCreator();
      await connect(creator.creatorId);
      const [first] = await grants();
      await refreshTokens();
      time.forward(49 * DAY);
      await Promise.all([refreshTokens(), refreshTokens(), refreshTokens()]);
      const renewed = await eventually('it is renewed', async () => {
        const [grant] = await grants();
        return grant!.expires_at > first!.expires_at ? grant : null;
      });
      expect(asked('refresh')).toHaveLength(1);
      expect(renewed.token).not.toBe(first!.token);
      time.forward(20 * DAY);
      post('nach siebzig Tagen');
      await lookNow(creator);
      await eventually('it is still read', async () => (await titles(creator.creatorId)).length === 1);
    });

    it('says so when its owner has taken the consent back, and is well again with a new one', async () => {
      const creator = await addCreator();
      await connect(creator.creatorId);
      instagram.tokens.revoke(account.id, 'app_removed');
      await lookNow(creator);
      const refused = () =>
        eventually('it shows', async () => {
          const channel = await channelOf(creator.creatorId);
          return channel.syncStatus === 'error' && channel.lastError;
        });
      expect(await refused()).toMatchObject({
        code: 'INSTAGRAM_TOKEN_INVALID',
        message: expect.stringContaining('removed the app'),
      });
      await connect(creator.creatorId);
      await eventually(
        'it is well again',
        async () => (await channelOf(creator.creatorId)).syncStatus === 'active',
      );

      // Long before a look: the renewal finds it out.
      instagram.tokens.revoke(account.id, 'password_changed');
      await installation.database.query('UPDATE channel_grants SET refresh_due_at = now()');
      await refreshTokens();
      expect((await refused()).message).toContain('password');
      expect((await grants())[0]).toMatchObject({ failures: 1 });
    });

    it('is renewed later where Instagram has a bad moment, without a word', async () => {
      const creator = await addCreator();
      await connect(creator.creatorId);
      instagram.faults.once('refresh', instagramFaults.badMoment());
      time.forward(49 * DAY);
      await refreshTokens();
      await eventually('it was tried', async () => (await grants())[0]!.failures === 1);
      time.forward(2 * HOUR);
      await refreshTokens();
      await eventually('it is renewed', async () => (await grants())[0]!.failures === 0);
      expect((await channelOf(creator.creatorId)).syncStatus).toBe('active');
    });

    it('is forgotten when its owner, an admin or Meta says so, and nobody else', async () => {
      const creator = await addCreator();
      const path = `/creators/${creator.creatorId}/channels/${creator.channelId}/authorization`;
      await connect(creator.creatorId);
      expect((await fan.api.delete(path)).status).toBe(403);
      expect((await admin.api.delete(path)).body.data).toEqual({ authorized: false });
      expect(await grants()).toEqual([]);

      await connect(creator.creatorId);
      const deauthorize = (signedRequest: string) =>
        fetch(`${server.url}/api/v1/creators/instagram/deauthorize`, {
          method: 'POST',
          body: new URLSearchParams({ signed_request: signedRequest }),
        });
      const signed = instagram.login.signedRequest(account);
      expect((await deauthorize(`A${signed}`)).status).toBe(403);
      expect(await grants()).toHaveLength(1);
      const answer = await deauthorize(signed);
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { url: expect.stringContaining(CLIENT), confirmation_code: expect.stringMatching(/^[\da-f]{16}$/) },
      ]);
      expect(await grants()).toEqual([]);
    });
  });

  describe('links to pictures end, and', () => {
    const picture = async (path: string) => {
      const answer = await fetch(`${server.url}/media/${path}`);
      return [answer.status, answer.headers.get('content-type')];
    };
    let contentId: string;
    let mediaId: string;

    beforeEach(async () => {
      mediaId = post('앨범', { kind: 'album', parts: ['IMAGE', 'VIDEO'] }).id;
      const { creatorId } = await addCreator();
      contentId = (await contents(creatorId))[0].id;
      // No look brings new links by the way.
      await installation.database.query('UPDATE creator_channels SET is_active = false');
      time.forward(6 * DAY);
      instagram.requests.clear();
    });

    it('are asked for anew by whoever needs them, once for all', async () => {
      const paths = [`contents/${contentId}`, `contents/${contentId}/0`, `contents/${contentId}/1?width=640`];
      const answers = await Promise.all([...paths, ...paths].map(picture));
      expect(answers).toEqual(Array.from({ length: 6 }, () => [200, 'image/jpeg']));
      expect(asked('discovery')).toHaveLength(1);
      expect(await picture(`contents/${contentId}/2`)).toEqual([404, expect.stringContaining('json')]);
    });

    it('lead nowhere once what they showed was deleted, which costs one call a minute', async () => {
      instagram.catalogue.delete(mediaId);
      for (let times = 0; times < 3; times++) expect((await picture(`contents/${contentId}`))[0]).toBe(404);
      expect(asked('discovery')).toHaveLength(1);
    });
  });

  /** Everything that is logged from now on, errors with their causes. */
  function listenTo(log: Log): string[] {
    const lines: string[] = [];
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      const write = log[level].bind(log);
      log[level] = (event, fields) => {
        lines.push(`${event} ${inspect(fields, { depth: 10 })}`);
        write(event, fields);
      };
    }
    return lines;
  }
});
