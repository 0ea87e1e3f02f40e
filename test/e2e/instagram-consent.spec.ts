import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instagramFaults } from '../../simulators/instagram/index.js';
import { refreshChannelGrants } from '../../src/modules/creators/creators.jobs.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import { eventually } from '../support/eventually.js';
import { CLIENT, InstagramWorld } from '../support/instagram-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('with the consent of its owner, an Instagram account', () => {
  let world: InstagramWorld;

  beforeEach(async () => {
    world = await InstagramWorld.open();
  });
  afterEach(() => world.close());

  const refreshTokens = () => world.server.app.get(JobQueue).add(refreshChannelGrants, {});
  const grants = () =>
    world.installation.database.query<{ token: string; expires_at: Date; failures: number }>(
      'SELECT * FROM channel_grants',
    );

  it('is read with their token, which is kept sealed and shown to nobody', async () => {
    const creator = await world.addCreator();
    const owner = await world.installation.fan(world.server);
    await world.installation.database.query('UPDATE creators SET owner_id = $1', [owner.id]);
    const path = `/creators/${creator.creatorId}/channels/instagram/authorization`;
    expect((await world.fan.api.post(path)).status).toBe(403);

    world.instagram.login.visitor = world.account;
    expect(await world.comeBack(await world.consent(creator, owner))).toBe('connected');
    world.post('비밀 없는 글', { altText: '설명' });
    await world.lookNow(creator);
    await eventually('it is there', async () => (await world.contents(creator)).length === 1);
    const [content] = await world.contents(creator);
    expect(content.media[0].alternativeText).toBe('설명');

    const [grant] = await grants();
    const shown = [
      JSON.stringify(grant),
      (await world.admin.api.get(`/creators/${creator.creatorId}`)).text,
      (await world.admin.api.get('/admin/quotas')).text,
      (await world.admin.api.get('/admin/collection/schedule')).text,
      JSON.stringify(await world.installation.database.query('SELECT * FROM channel_schedules')),
    ].join();
    for (const secret of world.instagram.secrets) expect(shown).not.toContain(secret);
    // A second account becomes a second channel of the creator.
    const other = world.instagram.catalogue.addAccount({ username: 'iu.team' });
    expect(await world.connect(creator, other)).toBe('connected');
    const { body } = await world.admin.api.get(`/creators/${creator.creatorId}`);
    expect(body.data.channels.map(({ handle }: { handle: string }) => handle)).toEqual([
      'dlwlrma',
      'iu.team',
    ]);
  });

  it("is not taken over by another creator's consent, nor connected without one", async () => {
    await world.addCreator();
    world.instagram.catalogue.addAccount({ username: 'other' });
    const other = await world.addCreator('other');
    expect(await world.connect(other)).toBe('CHANNEL_ALREADY_ADDED');
    world.instagram.login.visitor = null;
    expect(await world.comeBack(await world.consent(other))).toBe('GRANT_DECLINED');
    expect(await grants()).toEqual([]);
  });

  it('is not taken from somebody who has left meanwhile', async () => {
    const creator = await world.addCreator();
    const owner = await world.installation.fan(world.server);
    await world.installation.database.query('UPDATE creators SET owner_id = $1', [owner.id]);
    world.instagram.login.visitor = world.account;
    const back = await world.consent(creator, owner);
    await world.installation.database.query('DELETE FROM users WHERE id = $1', [owner.id]);
    expect(await world.comeBack(back)).toBe('USER_NOT_FOUND');
    expect(await grants()).toEqual([]);
  });

  it('comes back by a way that is sealed, good for ten minutes, and once', async () => {
    const creator = await world.addCreator();
    world.instagram.login.visitor = world.account;
    const back = await world.consent(creator);
    const forged = new URL(back);
    forged.searchParams.set('state', `A${forged.searchParams.get('state')!}`);
    expect(await world.comeBack(forged.href)).toBe('GRANT_STATE_INVALID');
    world.time.forward(11 * MINUTE);
    expect(await world.comeBack(back)).toBe('GRANT_STATE_INVALID');
    expect(await grants()).toEqual([]);

    const fresh = await world.consent(creator);
    expect(await world.comeBack(fresh)).toBe('connected');
    const again = new URL(fresh);
    again.searchParams.set('code', world.instagram.tokens.code(world.account.id, 'anywhere'));
    expect(await world.comeBack(again.href)).toBe('GRANT_STATE_INVALID');
    expect((await fetch(back.split('?')[0]!)).status).toBe(400);
    expect(world.asked('token')).toBe(1);
  });

  it('keeps its place when it takes another name', async () => {
    const creator = await world.addCreator();
    await world.connect(creator);
    world.instagram.catalogue.updateAccount(world.account.id, { username: 'iu.official' });
    await world.lookNow(creator);
    await eventually(
      'the new name shows',
      async () => (await world.channel(creator)).handle === 'iu.official',
    );
    expect(await world.channel(creator)).toMatchObject({
      id: creator.channelId,
      externalId: world.account.id,
      url: 'https://www.instagram.com/iu.official/',
      syncStatus: 'active',
    });
  });

  it('has its token renewed in time, however often the job runs', async () => {
    const creator = await world.addCreator();
    await world.connect(creator);
    const [first] = await grants();
    await refreshTokens();
    world.time.forward(49 * DAY);
    await Promise.all([refreshTokens(), refreshTokens(), refreshTokens()]);
    const renewed = await eventually('it is renewed', async () => {
      const [grant] = await grants();
      return grant!.expires_at > first!.expires_at ? grant : null;
    });
    expect(world.asked('refresh')).toBe(1);
    expect(renewed.token).not.toBe(first!.token);
    world.time.forward(20 * DAY);
    world.post('칠십 일 뒤');
    await world.lookNow(creator);
    await eventually('it is still read', async () => (await world.titles(creator)).length === 1);
  });

  it('says so when its owner has taken the consent back, and is well again with a new one', async () => {
    const creator = await world.addCreator();
    await world.connect(creator);
    world.instagram.tokens.revoke(world.account.id, 'app_removed');
    await world.lookNow(creator);
    const refused = () =>
      eventually('it shows', async () => {
        const channel = await world.channel(creator);
        return channel.syncStatus === 'error' && channel.lastError;
      });
    expect(await refused()).toMatchObject({
      code: 'INSTAGRAM_TOKEN_INVALID',
      message: expect.stringContaining('removed the app'),
    });
    await world.connect(creator);
    await eventually('it is well again', async () => (await world.channel(creator)).syncStatus === 'active');

    // Long before a look: the renewal finds it out.
    world.instagram.tokens.revoke(world.account.id, 'password_changed');
    await world.installation.database.query('UPDATE channel_grants SET refresh_due_at = now()');
    await refreshTokens();
    expect((await refused()).message).toContain('password');
    await eventually('it will be tried again', async () => (await grants())[0]!.failures === 1);
  });

  it('is renewed later where Instagram has a bad moment, without a word', async () => {
    const creator = await world.addCreator();
    await world.connect(creator);
    world.instagram.faults.once('refresh', instagramFaults.badMoment());
    world.time.forward(49 * DAY);
    await refreshTokens();
    await eventually('it was tried', async () => (await grants())[0]!.failures === 1);
    world.time.forward(2 * HOUR);
    await refreshTokens();
    await eventually('it is renewed', async () => (await grants())[0]!.failures === 0);
    expect((await world.channel(creator)).syncStatus).toBe('active');
  });

  it('is forgotten when its owner, an admin or Meta says so, and nobody else', async () => {
    const creator = await world.addCreator();
    const path = `/creators/${creator.creatorId}/channels/${creator.channelId}/authorization`;
    await world.connect(creator);
    expect((await world.fan.api.delete(path)).status).toBe(403);
    expect((await world.admin.api.delete(path)).body.data).toEqual({ authorized: false });
    expect(await grants()).toEqual([]);

    await world.connect(creator);
    const deauthorize = (signedRequest: string) =>
      fetch(`${world.server.url}/api/v1/creators/instagram/deauthorize`, {
        method: 'POST',
        body: new URLSearchParams({ signed_request: signedRequest }),
      });
    const signed = world.instagram.login.signedRequest(world.account);
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
