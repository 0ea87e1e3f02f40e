import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import type { Answer } from '../support/api-client.js';
import { type AddedCreator, addCreator } from '../support/creators.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';
import { TimeTravel } from '../support/time-travel.js';

const KEY = 'test-key';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let youtube: YouTubeSimulator;
let installation: Installation;
let server: RunningServer;
let time: TimeTravel;
let admin: Account;
let names = 0;

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: [KEY] });
  installation = await Installation.create(youtubeVariables(youtube, KEY));
  server = await installation.start();
  time = new TimeTravel(server);
  admin = await installation.admin(server);
});

afterAll(async () => {
  await installation.stop();
  await youtube.close();
});

const make = () => addCreator(youtube, admin, `채널 ${++names}`);
const claim = ({ api }: Account, { id }: AddedCreator) =>
  api.post('/creator-applications', { kind: 'claim', creatorId: id });
const propose = ({ api }: Account, ...urls: string[]) =>
  api.post('/creator-applications', {
    kind: 'propose',
    channels: urls.map((url) => ({ platform: 'youtube', url })),
    message: '추가해 주세요',
  });
const verify = ({ api }: Account, id: string) => api.post(`/creator-applications/${id}/verify`);
const decide = (id: string, how: 'approve' | 'reject', body?: unknown) =>
  admin.api.post(`/admin/creator-applications/${id}/${how}`, body);
const describeChannel = ({ externalId }: AddedCreator, description: string) =>
  youtube.catalogue.updateChannel(externalId, { description });
const outcome = ({ status, body }: Answer) => [status, body.error?.code ?? body.data.status];

/** A claim whose code stands in the channel's description. */
async function claimWithCode(fan: Account, creator: AddedCreator): Promise<string> {
  const { id, code } = (await claim(fan, creator)).body.data;
  describeChannel(creator, `안녕하세요!\n${code}\n구독 부탁드려요`);
  return id;
}

describe('a claim', () => {
  it('is proved by its code, approved by an admin, and makes the claimant the owner', async () => {
    const [fan, creator] = [await installation.fan(server), await make()];
    const claimed = await claim(fan, creator);
    expect(claimed.status).toBe(201);
    const { id, code } = claimed.body.data;
    expect(claimed.body.data).toMatchObject({
      ...{ kind: 'claim', status: 'unproved', channelId: creator.channelId, creator: { id: creator.id } },
      code: expect.stringMatching(/^mypick-[\w-]{22}$/),
    });
    expect(outcome(await verify(fan, id))).toEqual([422, 'CLAIM_CODE_NOT_FOUND']);
    expect(outcome(await decide(id, 'approve'))).toEqual([409, 'CLAIM_NOT_PROVED']);

    describeChannel(creator, `내 채널 ${code}`);
    expect(outcome(await verify(fan, id))).toEqual([200, 'pending']);
    expect(outcome(await verify(fan, id))).toEqual([200, 'pending']);
    expect((await fan.api.get('/creator-applications/me')).body.data[0]).not.toHaveProperty('code');
    expect((await admin.api.get(`/creators/${creator.id}`)).body.data.isVerified).toBe(false);
    const update = { displayName: '내 이름' };
    expect((await fan.api.patch(`/creators/${creator.id}`, update)).status).toBe(403);

    expect(outcome(await decide(id, 'approve'))).toEqual([200, 'approved']);
    expect(outcome(await decide(id, 'approve'))).toEqual([200, 'approved']);
    expect(outcome(await decide(id, 'reject'))).toEqual([409, 'APPLICATION_CLOSED']);
    expect((await fan.api.get('/users/profile')).body.data.role).toBe('creator');
    const changed = await fan.api.patch(`/creators/${creator.id}`, update);
    expect(changed.body.data).toMatchObject({ displayName: '내 이름', isVerified: true });
    expect(outcome(await claim(await installation.fan(server), creator))).toEqual([409, 'CREATOR_HAS_OWNER']);
  });

  it('is one at a time of a fan, and of fans where one is proved', async () => {
    const [first, second] = [await installation.fan(server), await installation.fan(server)];
    const creator = await make();
    const rival = (await claim(second, creator)).body.data;
    const id = await claimWithCode(first, creator);
    expect(outcome(await claim(first, creator))).toEqual([409, 'CLAIM_PENDING']);
    expect(outcome(await verify(first, id))).toEqual([200, 'pending']);
    describeChannel(creator, rival.code);
    expect(outcome(await verify(second, rival.id))).toEqual([409, 'CLAIM_PENDING']);
    expect(outcome(await claim(await installation.fan(server), creator))).toEqual([409, 'CLAIM_PENDING']);

    expect(outcome(await decide(id, 'reject', { reason: '다른 사람' }))).toEqual([200, 'rejected']);
    expect((await first.api.get('/creator-applications/me')).body.data).toMatchObject([
      { id, status: 'rejected', reason: '다른 사람' },
    ]);
    expect(outcome(await verify(second, rival.id))).toEqual([200, 'pending']);
  });

  it('may be tried five times an hour, and its code is good for seven days', async () => {
    const [fan, creator] = [await installation.fan(server), await make()];
    const { id, code } = (await claim(fan, creator)).body.data;
    const tries = await Promise.all(Array.from({ length: 8 }, () => verify(fan, id)));
    expect(tries.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429]);
    const refused = await verify(fan, id);
    expect(outcome(refused)).toEqual([429, 'TOO_MANY_CLAIM_TRIES']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);

    time.forward(HOUR);
    expect(outcome(await verify(fan, id))).toEqual([422, 'CLAIM_CODE_NOT_FOUND']);
    describeChannel(creator, code);
    time.forward(7 * DAY);
    expect(outcome(await verify(fan, id))).toEqual([422, 'CLAIM_CODE_EXPIRED']);
    expect(outcome(await fan.api.delete(`/creator-applications/${id}`))).toEqual([200, 'withdrawn']);
    expect(outcome(await fan.api.delete(`/creator-applications/${id}`))).toEqual([200, 'withdrawn']);
    expect(outcome(await verify(fan, await claimWithCode(fan, creator)))).toEqual([200, 'pending']);
  });

  it("is the claimant's own affair, about a channel that is the creator's", async () => {
    const [fan, other] = [await installation.fan(server), await installation.fan(server)];
    const [creator, another] = [await make(), await make()];
    const { id } = (await claim(fan, creator)).body.data;
    expect(outcome(await verify(other, id))).toEqual([404, 'APPLICATION_NOT_FOUND']);
    expect(outcome(await other.api.delete(`/creator-applications/${id}`))).toEqual([
      404,
      'APPLICATION_NOT_FOUND',
    ]);
    expect((await other.api.get('/creator-applications/me')).body.data).toEqual([]);
    const foreign = { kind: 'claim', creatorId: creator.id, channelId: another.channelId };
    expect(outcome(await other.api.post('/creator-applications', foreign))).toEqual([
      404,
      'CREATOR_CHANNEL_NOT_FOUND',
    ]);
    const path = `/creators/${creator.id}/channels/${creator.channelId}/move`;
    await admin.api.post(path, { creatorId: another.id });
    expect(outcome(await verify(fan, id))).toEqual([404, 'CREATOR_CHANNEL_NOT_FOUND']);
  });

  it('follows a creator who is merged', async () => {
    const [fan, kept, creator] = [await installation.fan(server), await make(), await make()];
    const id = await claimWithCode(fan, creator);
    await admin.api.post(`/creators/${kept.id}/merge`, { creatorId: creator.id });
    expect(outcome(await verify(fan, id))).toEqual([200, 'pending']);
    await decide(id, 'approve');
    expect((await fan.api.patch(`/creators/${kept.id}`, { tags: ['나'] })).status).toBe(200);
  });

  it('says what it needs where descriptions cannot be read', async () => {
    const keyless = await installation.start({ YOUTUBE_API_KEY: '' });
    const [fan, creator] = [await installation.fan(keyless), await make()];
    const { id } = (await claim(fan, creator)).body.data;
    expect(outcome(await verify(fan, id))).toEqual([422, 'CLAIM_NEEDS_API_KEY']);
  });

  it('is approved by itself where the operator says so', async () => {
    const trusting = await installation.start({ CLAIMS_AUTO_APPROVE: 'true' });
    const [fan, creator] = [await installation.fan(trusting), await make()];
    const id = await claimWithCode(fan, creator);
    expect(outcome(await verify(fan, id))).toEqual([200, 'approved']);
    expect(outcome(await verify(fan, id))).toEqual([200, 'approved']);
    expect((await fan.api.get('/users/profile')).body.data.role).toBe('creator');
  });
});

describe('a proposal', () => {
  it('adds the creator when it is approved, or finds them there', async () => {
    const fan = await installation.fan(server);
    const [one, two] = [
      youtube.catalogue.addChannel({ title: '새 사람' }),
      youtube.catalogue.addChannel({ title: '둘째 채널' }),
    ];
    const { id } = (await propose(fan, one.id, `@${one.handle}`)).body.data;
    const waiting = (await admin.api.get('/admin/creator-applications?status=pending&limit=100')).body.data;
    expect(waiting).toContainEqual(
      expect.objectContaining({
        id,
        kind: 'propose',
        message: '추가해 주세요',
        user: { id: fan.id, name: expect.any(String) },
      }),
    );
    const approved = await decide(id, 'approve');
    expect(approved.body.data).toMatchObject({
      status: 'approved',
      outcome: 'added',
      creator: { name: '새 사람' },
    });
    const creatorId = approved.body.data.creator.id;

    const again = (await propose(fan, two.id, one.id)).body.data.id;
    const answers = await Promise.all([decide(again, 'approve'), decide(again, 'approve')]);
    for (const { body } of answers) {
      expect(body.data).toMatchObject({ outcome: 'already_there', creator: { id: creatorId } });
    }
    const { channels } = (await fan.api.get(`/creators/${creatorId}`)).body.data;
    expect(channels.map(({ externalId }: { externalId: string }) => externalId)).toEqual([one.id, two.id]);
  });

  it('stays as it was where its channel cannot be found', async () => {
    const fan = await installation.fan(server);
    const { id } = (await propose(fan, '@nobody-has-this')).body.data;
    expect(outcome(await decide(id, 'approve'))).toEqual([404, 'CHANNEL_NOT_FOUND']);
    expect(outcome(await verify(fan, id))).toEqual([404, 'APPLICATION_NOT_FOUND']);
    expect(outcome(await decide(id, 'reject'))).toEqual([200, 'rejected']);
  });
});

it('refuses what is none, and fans where admins decide', async () => {
  const fan = await installation.fan(server);
  const bodies = [
    {},
    { kind: 'propose', channels: [] },
    { kind: 'claim' },
    { kind: 'claim', creatorId: 'x' },
  ];
  for (const body of bodies) {
    expect(outcome(await fan.api.post('/creator-applications', body))).toEqual([400, 'VALIDATION_FAILED']);
  }
  const missing = { kind: 'claim', creatorId: '999999' };
  expect(outcome(await fan.api.post('/creator-applications', missing))).toEqual([404, 'CREATOR_NOT_FOUND']);
  expect((await fan.api.get('/admin/creator-applications')).status).toBe(403);
  for (const how of ['approve', 'reject']) {
    expect((await fan.api.post(`/admin/creator-applications/1/${how}`)).status).toBe(403);
    expect((await admin.api.post(`/admin/creator-applications/999999/${how}`)).status).toBe(404);
  }
  expect((await admin.api.get('/admin/creator-applications?status=lost')).status).toBe(400);
});
