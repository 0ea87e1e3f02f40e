import { afterEach, describe, expect, it } from 'vitest';
import {
  type Spelling,
  startXSimulator,
  type User,
  xFaults,
  type XSimulator,
} from '../../simulators/x/index.js';
import { eventually } from '../support/eventually.js';
import { xVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';
import { TimeTravel } from '../support/time-travel.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECRET = 'consumer-secret';
/** What X calls; it leads to the server through `reach`, as name servers and a proxy for TLS would have it. */
const PUBLIC_URL = 'https://mypick.example';

describe('X', () => {
  let x: XSimulator;
  let installation: Installation;
  let admin: Account;
  let fan: Account;
  let time: TimeTravel;
  let user: User;
  let creatorId: string;
  let serverUrl: string;

  afterEach(async () => {
    await installation.stop();
    await x.close();
  });

  async function open(variables: Record<string, string> = {}, options = {}): Promise<void> {
    x = await startXSimulator({
      ...{ bearerToken: 'test-token', consumerSecret: SECRET, now: () => time.now() },
      reach: (url) => url.replace(PUBLIC_URL, serverUrl),
      ...options,
    });
    installation = await Installation.create({ ...xVariables(x), ...variables });
    const server = await installation.start();
    serverUrl = server.url;
    time = new TimeTravel(server);
    admin = await installation.admin(server);
    fan = await installation.fan(server);
    user = x.catalogue.addUser({ username: 'yuni_vt', name: '유니', followers: 77 });
  }

  /** An account with a backlog of so many posts, of a month ago. */
  async function follow(backlog: number): Promise<void> {
    const createdAt = (n: number) => new Date(time.now().getTime() - 30 * DAY + n * MINUTE);
    for (let n = 0; n < backlog; n++)
      x.catalogue.post(user.id, { text: `옛 글 ${n}`, createdAt: createdAt(n) });
    const added = await admin.api.post('/creators', { channels: [{ platform: 'x', url: '@yuni_vt' }] });
    expect(added.body).toMatchObject({ data: { name: 'yuni_vt', displayName: '유니', followerCount: 77 } });
    creatorId = added.body.data.id;
    await fan.api.post(`/creators/${creatorId}/subscribe`);
  }

  const post = (text: string, more: object = {}) => x.catalogue.post(user.id, { text, ...more });
  const contents = async () => (await fan.api.get(`/creators/${creatorId}/contents?limit=100`)).body.data;
  const titled = async (title: string) =>
    (await contents()).find((content: { title: string }) => content.title === title);
  const channel = async () => (await fan.api.get(`/creators/${creatorId}`)).body.data.channels[0];
  const look = async () => admin.api.post(`/creators/${creatorId}/channels/${(await channel()).id}/sync`);
  const notified = async () =>
    (await fan.api.get('/notifications')).body.data.map(({ message }: { message: string }) => message);
  const missing = () =>
    installation.database.query(`SELECT 1 FROM contents WHERE missing_since IS NOT NULL AND state <> 'gone'`);

  describe.each<Spelling>(['tweet', 'post'])('that speaks of %ss and brings news', (spelling) => {
    async function listen(): Promise<void> {
      await open({ TWITTER_API_SECRET: SECRET, APP_URL: PUBLIC_URL }, { spelling });
    }

    it('shows what an account posts the moment it does, edits in place, and lets go what is deleted', async () => {
      await listen();
      await follow(1);
      await eventually('the backlog is there', () => titled('옛 글 0'));
      await eventually('X brings us news', () => x.activity.subscriptions.size === 2);

      const other = x.catalogue.addUser({ username: 'other' });
      const quoted = x.catalogue.post(other.id, { text: '그 말' });
      const { id } = post('두 장 #태그', {
        media: [{ kind: 'photo', altText: '고양이' }, { kind: 'photo' }],
        ...{ quotedId: quoted.id, lang: 'ko', likes: 5, withheldIn: ['DE'] },
      });
      await eventually('the fan hears', async () => (await notified()).length === 1);
      const [shown] = (await fan.api.get('/feed')).body.data;
      expect(shown).toMatchObject({
        ...{ platform: 'x', externalId: id, type: 'album', title: '두 장 #태그' },
        url: `https://x.com/i/web/status/${id}`,
        media: [{ type: 'image', alternativeText: '고양이', width: 1200 }, { type: 'image' }],
        quoted: { externalId: quoted.id, text: '그 말' },
        withheldIn: ['DE'],
        statistics: { likes: 5 },
        metadata: { tags: ['태그'], language: 'ko' },
      });
      expect(shown.thumbnail).toMatch(/^https:\/\/pbs\.twimg\.com\//);

      x.catalogue.edit(id, { text: '한 장', media: [{ kind: 'video', durationMs: 5_000 }] });
      const edited = await eventually('the edit is there', () => titled('한 장'));
      expect(edited).toMatchObject({ id: shown.id, externalId: id, type: 'video', duration: 5 });
      expect(edited.media).toHaveLength(1);

      const gone = post('지울 글');
      await eventually('it is there', () => titled('지울 글'));
      x.catalogue.delete(gone.id);
      await eventually('it is gone', async () => (await titled('지울 글')) === undefined);
      expect(await notified()).toEqual(['지울 글', '두 장 #태그']);
      expect(await contents()).toHaveLength(2);
    });

    it('takes news that comes twice, late, forged or not at all for what it is', async () => {
      await listen();
      await follow(1);
      await eventually('X brings us news', () => x.activity.subscriptions.size === 2);
      await eventually('the backlog is there', () => titled('옛 글 0'));
      const mishaps = ['twice', 'forged', 'lost', 'late', 'late', null] as const;
      let n = 0;
      x.activity.mishapOf = () => mishaps[n++] ?? null;
      for (const text of ['하나', '둘', '셋', '넷', '다섯', '여섯']) post(text);
      post('답글', { repliedToId: (await contents())[0].externalId });
      await x.activity.idle();
      await x.activity.deliverLate();
      await eventually('all brought ones are told of', async () => (await notified()).length === 4);
      expect((await notified()).sort()).toEqual(['넷', '다섯', '여섯', '하나'].sort());
      await look();
      await eventually('what nothing told of, a look finds', async () => (await notified()).length === 6);
      expect(await contents()).toHaveLength(7);
    });
  });

  it('notices by itself what is deleted, within the day that X gives for it', async () => {
    await open();
    await follow(2);
    await eventually('the backlog is there', async () => (await contents()).length === 2);
    const [{ externalId }] = await contents();
    x.catalogue.delete(externalId);
    time.forward(23 * HOUR + 59 * MINUTE);
    expect(await contents()).toHaveLength(2);
    time.forward(2 * MINUTE);
    await eventually('it is missed', async () => (await missing()).length === 1);
    time.forward(6 * MINUTE);
    await eventually('it is gone', async () => (await contents()).length === 1);
  });

  it('says that the money is gone, and goes on where it was when there is some again', async () => {
    await open({ X_DAILY_BUDGET_USD: '0.25', X_BACKLOG_POSTS: '45' });
    await follow(50);
    await eventually('the money is gone', async () => (await channel()).syncStatus === 'error');
    expect(await channel()).toMatchObject({ lastError: { code: 'BUDGET_EXHAUSTED' } });
    expect(await contents()).toHaveLength(20);
    const { body } = await admin.api.get('/admin/quotas');
    expect(body.data.find(({ bucket }: { bucket: string }) => bucket === 'money')).toMatchObject({
      ...{ platform: 'x', unit: 'micro-usd', limit: 250_000, used: 110_000 },
    });
    expect(x.spentMicroUsd).toBe(110_000);

    const midnight = (Math.floor(time.now().getTime() / DAY) + 1) * DAY;
    time.forward(midnight - time.now().getTime() + 10 * MINUTE);
    await eventually('the rest is there', async () => (await contents()).length === 45);
    await eventually('all is well', async () => (await channel()).syncStatus === 'active');
    expect(await notified()).toEqual([]);
  });

  it('asks no more where X says that it was asked enough, until it may', async () => {
    await open();
    await follow(1);
    await eventually('the backlog is there', () => titled('옛 글 0'));
    x.faults.always('timeline', xFaults.tooManyRequests(new Date(time.now().getTime() + 15 * MINUTE)));
    post('새 글');
    await look();
    await eventually('we know', async () => (await channel()).lastError?.code === 'X_RATE_LIMITED');
    const { at } = (await channel()).lastError;
    await look();
    await eventually('we know without asking', async () => (await channel()).lastError.at !== at);
    expect(x.requests.of('timeline').map(({ status }) => status)).toEqual([200, 429]);
    x.faults.clear();
    time.forward(16 * MINUTE);
    await eventually('the post is there', () => titled('새 글'));
  });

  it('refuses accounts that nobody may read, and says why', async () => {
    await open();
    x.catalogue.addUser({ username: 'shy', isProtected: true });
    const add = (url: string) => admin.api.post('/creators', { channels: [{ platform: 'x', url }] });
    expect(await add('@shy')).toMatchObject({ status: 502, body: { error: { code: 'X_PROTECTED' } } });
    expect(await add('@nobody')).toMatchObject({
      status: 404,
      body: { error: { code: 'CHANNEL_NOT_FOUND' } },
    });
    const elsewhere = await add('https://youtube.com/@yuni');
    expect(elsewhere).toMatchObject({ status: 400, body: { error: { code: 'INVALID_CHANNEL_REFERENCE' } } });
    expect((await fan.api.get('/push/x?crc_token=abc')).status).toBe(404);
  });
});
