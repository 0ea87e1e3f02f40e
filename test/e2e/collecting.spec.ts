import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { freePort } from '../support/ports.js';
import { type Account, Installation } from '../support/test-server.js';
import { TimeTravel } from '../support/time-travel.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEY = 'test-key';
const MISSING = "SELECT 1 FROM contents WHERE missing_since IS NOT NULL AND state = 'published'";

/** How collecting behaves over hours and days: the clocks of server and platform are moved together. */
describe('collecting', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let admin: Account;
  let fan: Account;
  let time: TimeTravel;
  let channelId: string;
  let creatorId: string;

  afterEach(async () => {
    await installation.stop();
    await youtube.close();
  });

  async function open(variables: Record<string, string> = {}, options = {}): Promise<void> {
    youtube = await startYouTubeSimulator({ apiKeys: [KEY], now: () => time.now(), ...options });
    const port = await freePort();
    installation = await Installation.create({
      ...youtubeVariables(youtube, KEY),
      APP_PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      ...variables,
    });
    const server = await installation.start();
    time = new TimeTravel(server);
    admin = await installation.admin(server);
    fan = await installation.fan(server);
    channelId = youtube.catalogue.addChannel({ title: '채널' }).id;
    youtube.catalogue.publish(channelId, { title: '옛 영상', publishedAt: new Date(Date.now() - 30 * DAY) });
    const added = await admin.api.post('/creators', { channels: [{ platform: 'youtube', url: channelId }] });
    creatorId = added.body.data.id;
    await fan.api.post(`/creators/${creatorId}/subscribe`);
    await eventually('the backlog is there', async () => (await contents()).length === 1);
  }

  const subscribed = () => eventually('the hub has verified us', () => youtube.hub.topics.length === 1);
  const contents = async () => (await fan.api.get(`/creators/${creatorId}/contents`)).body.data;
  const titled = async (title: string) =>
    (await contents()).find((content: { title: string }) => content.title === title);
  const notifications = async () =>
    (await fan.api.get('/notifications')).body.data.map(({ type, message }: Record<string, string>) => [
      type,
      message,
    ]);
  const events = () =>
    installation.database.query<{ told: string[]; title: string; state: string }>(
      'SELECT title, state, told FROM contents ORDER BY id',
    );

  describe('with pushes', () => {
    beforeEach(async () => {
      await open();
      await subscribed();
    });

    it('tells of a new video once, takes edits, and lets go what is deleted after a second look', async () => {
      const { id } = youtube.catalogue.publish(channelId, { title: '새 영상', durationSeconds: 61 });
      await eventually('the fan hears', async () => (await notifications()).length === 1);
      expect(await titled('새 영상')).toMatchObject({ externalId: id, duration: 61 });

      youtube.catalogue.update(id, { title: '새 제목' });
      await eventually('the edit is there', () => titled('새 제목'));

      youtube.catalogue.delete(id);
      await eventually('it is missed', async () => (await installation.database.query(MISSING)).length === 1);
      expect(await titled('새 제목')).toBeDefined();
      time.forward(6 * MINUTE);
      await eventually('it is gone', async () => (await titled('새 제목')) === undefined);
      expect((await fan.api.get('/feed')).body.data).toHaveLength(1);
      expect(await notifications()).toEqual([['new_content', '새 영상']]);
      expect((await admin.api.get(`/creators/${creatorId}`)).body.data.contentCount).toBe(1);
    });

    it('takes a push that comes twice, late, or forged for what it is', async () => {
      const mishaps = ['twice', 'forged', 'late', 'late', null] as const;
      let n = 0;
      youtube.hub.mishapOf = () => mishaps[n++] ?? null;
      for (const title of ['하나', '둘', '셋', '넷', '다섯']) youtube.catalogue.publish(channelId, { title });
      await youtube.hub.idle();
      await youtube.hub.deliverLate();
      await eventually('all pushed ones are told of', async () => (await notifications()).length === 4);
      expect((await notifications()).map(([, title]: string[]) => title).sort()).toEqual(
        ['넷', '다섯', '셋', '하나'].sort(),
      );
      // What no push told of, a look finds.
      time.forward(DAY);
      await eventually('the forged one, too', async () => (await notifications()).length === 5);
    });

    it('follows a live from its announcement to its end', async () => {
      const scheduledStart = new Date(Date.now() + 2 * HOUR);
      const { id } = youtube.catalogue.publish(channelId, { title: '생방송', kind: 'live', scheduledStart });
      await eventually('it is announced', async () => (await titled('생방송'))?.liveStatus === 'upcoming');
      await eventually('the fan knows', async () => (await notifications()).length === 1);

      youtube.catalogue.update(id, { scheduledStart: new Date(Date.now() + 3 * HOUR) });
      time.forward(HOUR + MINUTE);
      await eventually('it has moved', async () => (await notifications()).length === 2);

      time.forward(2 * HOUR);
      youtube.catalogue.update(id, { concurrentViewers: 1234 });
      youtube.catalogue.startLive(id);
      time.forward(MINUTE);
      await eventually('it is live', async () => (await titled('생방송'))?.viewers === 1234);

      youtube.catalogue.endLive(id, new Date(time.now().getTime() + HOUR));
      time.forward(HOUR);
      await eventually('it has ended', async () => (await titled('생방송'))?.liveStatus === 'ended');
      expect(await notifications()).toEqual([
        ['live_started', '생방송'],
        ['scheduled', '생방송'],
        ['scheduled', '생방송'],
      ]);
      expect((await events()).at(-1)).toMatchObject({ state: 'ended', told: ['scheduled', 'live', 'ended'] });
    });

    it('gives up a waiting room that nobody opens', async () => {
      const scheduledStart = new Date(Date.now() + HOUR);
      youtube.catalogue.publish(channelId, { title: '없던 일', kind: 'live', scheduledStart });
      await eventually('it is announced', async () => (await titled('없던 일'))?.liveStatus === 'upcoming');
      time.forward(8 * HOUR);
      await eventually('it is given up', async () => (await events()).at(-1)?.state === 'cancelled');
      expect((await titled('없던 일')).liveStatus).toBeUndefined();
    });

    it('renews its lease before it ends, and says when and why a channel is looked at next', async () => {
      youtube.hub.forget();
      time.forward(4 * DAY);
      await eventually('it is renewed', () => youtube.hub.topics.length === 1);
      const { body } = await admin.api.get('/admin/collection/schedule');
      expect(body.data).toEqual([
        expect.objectContaining({ reason: expect.objectContaining({ isPushTrusted: expect.any(Boolean) }) }),
      ]);
      expect((await fan.api.get('/admin/collection/schedule')).status).toBe(403);
    });
  });

  it('announces nothing old that slides into the feed when something newer is deleted', async () => {
    await open({}, {});
    const old = (day: number) => new Date(Date.now() - day * DAY);
    const ids = Array.from({ length: 16 }, (_, n) =>
      youtube.catalogue.publish(channelId, { title: `새 ${n}`, publishedAt: old(29 - n) }),
    );
    time.forward(DAY);
    await eventually(
      'all are stored',
      async () => (await fan.api.get(`/creators/${creatorId}`)).body.data.contentCount === 17,
    );
    await eventually('they are told of', async () => (await notifications()).length === 16);
    youtube.catalogue.delete(ids.at(-1)!.id);
    time.forward(DAY);
    await eventually('it is missed', async () => (await installation.database.query(MISSING)).length === 1);
    time.forward(6 * MINUTE);
    await eventually('the deletion is seen', async () => (await contents()).length === 16);
    expect(await notifications()).toHaveLength(16);
  });

  it('misses nothing of the second at which a feed ends', async () => {
    await open({ YOUTUBE_API_KEY: '' });
    const sync = async (count: number) => {
      const { id } = (await admin.api.get(`/creators/${creatorId}`)).body.data.channels[0];
      await admin.api.post(`/creators/${creatorId}/channels/${id}/sync`);
      await eventually('it is stored', async () => (await contents()).length === count);
    };
    const atOnce = new Date(Math.floor(Date.now() / 1_000) * 1_000 - HOUR);
    for (let n = 0; n < 14; n++) youtube.catalogue.publish(channelId, { title: `${n}`, publishedAt: atOnce });
    await sync(15);
    youtube.catalogue.publish(channelId, { title: '새 영상' });
    youtube.catalogue.publish(channelId, { title: '더 새 영상' });
    await sync(17);
    expect(await installation.database.query(MISSING)).toEqual([]);
  });

  it('forgets nothing that a push does not say, where there is no key to ask with', async () => {
    await open({ YOUTUBE_API_KEY: '' });
    await subscribed();
    const { id } = youtube.catalogue.publish(channelId, { title: '새 영상', description: '설명' });
    await eventually('it is there', () => titled('새 영상'));
    time.forward(DAY);
    await eventually('a look tells more', async () => (await titled('새 영상')).description === '설명');
    youtube.catalogue.update(id, { title: '새 제목' });
    expect(await eventually('the edit is there', () => titled('새 제목'))).toMatchObject({
      description: '설명',
      thumbnail: expect.stringContaining(id),
    });
  });

  it('goes on through the feed when the units are gone, says so, and never asks for more', async () => {
    await open({ YOUTUBE_DAILY_UNITS: '6', COLLECT_MAX_INTERVAL_SECONDS: '600' });
    await subscribed();
    youtube.hub.forget();
    for (const title of ['하나', '둘', '셋', '넷', '다섯']) {
      youtube.catalogue.publish(channelId, { title, publishedAt: time.now() });
      time.forward(11 * MINUTE);
      await eventually(`${title} is there`, () => titled(title));
    }
    expect(youtube.used('main')).toBeLessThanOrEqual(6);
    const { body } = await admin.api.get('/admin/quotas');
    const main = body.data.find(({ bucket }: { bucket: string }) => bucket === 'main');
    expect(main).toMatchObject({ platform: 'youtube', unit: 'units', limit: 6 });
    expect(main.used).toBe(youtube.used('main'));
    expect((await fan.api.get('/admin/quotas')).status).toBe(403);
  });

  it('lets news wait longer for company when half of the units are gone', async () => {
    await open();
    await subscribed();
    await installation.database.query("UPDATE quota_buckets SET used = 5000 WHERE name = 'main'");
    youtube.requests.clear();
    let at = time.now().getTime();
    time.now = () => new Date(at);
    const publish = async (title: string) => {
      const { id } = youtube.catalogue.publish(channelId, { title, publishedAt: time.now() });
      const hint = () => installation.database.query('SELECT 1 FROM contents WHERE external_id = $1', [id]);
      await eventually(`${title} was pushed`, async () => (await hint()).length === 1);
      return id;
    };
    const planned = async () => {
      await installation.database.query('UPDATE channel_schedules SET next_due_at = $1', [time.now()]);
      const due = () =>
        installation.database.query('SELECT 1 FROM channel_schedules WHERE next_due_at <= $1', [time.now()]);
      await eventually('the planner has been there', async () => (await due()).length === 0);
    };
    const first = await publish('하나');
    at += 3_000;
    const second = await publish('둘');
    await planned();
    expect(youtube.requests.of('videos')).toHaveLength(0);
    at += 1_500;
    await eventually('both are there', async () => (await titled('하나')) && (await titled('둘')));
    const asked = youtube.requests.of('videos').map(({ query }) => query.id?.split(',').sort());
    expect(asked).toEqual([[first, second].sort()]);
  });

  it('refreshes figures and channels, keeps their history for thirty days, and searches never', async () => {
    await open();
    await subscribed();
    const { id } = youtube.catalogue.publish(channelId, { title: '새 영상', views: 10 });
    await eventually('it is there', () => titled('새 영상'));
    youtube.catalogue.update(id, { views: 5_000 });
    youtube.catalogue.updateChannel(channelId, { subscriberCount: 77 });
    time.forward(2 * DAY);
    await eventually('the figure is new', async () => (await titled('새 영상')).statistics.views === 5_000);
    const days = () => installation.database.query('SELECT DISTINCT day FROM content_figures');
    expect((await days()).length).toBeGreaterThan(1);
    expect(youtube.searchesUsed).toBe(0);
  });
});
