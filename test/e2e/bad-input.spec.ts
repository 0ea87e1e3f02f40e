import { connect } from 'node:net';
import { createSigner } from 'fast-jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  youtubeFaults,
  type YouTubeSimulator,
} from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { type Answer, ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

let youtube: YouTubeSimulator;
let installation: Installation;
let server: RunningServer;
let admin: Account;
let fan: Account;
let other: Account;

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: ['test-key'] });
  installation = await Installation.create(youtubeVariables(youtube, 'test-key'));
  server = await installation.start();
  admin = await installation.admin(server);
  fan = await installation.fan(server);
  other = await installation.fan(server);
});

afterAll(async () => {
  await installation.stop();
  await youtube.close();
});

function refused({ status, body }: Answer, expectedStatus: number, code: string): void {
  expect({ status, code: body?.error?.code }).toEqual({ status: expectedStatus, code });
  expect(body.success).toBe(false);
  expect(typeof body.error.message).toBe('string');
}

const add = (url: string, platform = 'youtube') =>
  admin.api.post('/creators', { channels: [{ platform, url }] });

describe('a request that is not one', () => {
  it('is refused field by field', async () => {
    const answer = await new ApiClient(server.url).post('/auth/register', {
      name: '',
      email: 'nobody',
      password: 'short',
      confirmPassword: 'other',
      acceptTerms: false,
      isAdmin: true,
    });
    refused(answer, 400, 'VALIDATION_FAILED');
    const fields = answer.body.error.details.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(expect.arrayContaining(['name', 'email', 'password', 'acceptTerms', 'isAdmin']));
    for (const detail of answer.body.error.details)
      expect(Object.keys(detail).sort()).toEqual(['code', 'field', 'message']);
  });

  it('is told in Korean where Korean is preferred', async () => {
    const korean = { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' };
    const answer = await new ApiClient(server.url).post('/auth/login', { email: 'nobody' }, korean);
    expect(answer.body.error.message).toBe('올바르지 않은 항목이 있습니다.');
    for (const { message } of answer.body.error.details) expect(message).toMatch(/\p{Script=Hangul}/u);
  });

  it.each([
    ['broken JSON', '{"email": ', 400, 'MALFORMED_REQUEST'],
    ['an empty body', '', 400, 'MALFORMED_REQUEST'],
    ['an array', '[]', 400, 'VALIDATION_FAILED'],
    ['null', 'null', 400, 'VALIDATION_FAILED'],
    ['a number for text', '{"email": 1, "password": 2}', 400, 'VALIDATION_FAILED'],
    [
      'a poisoned prototype',
      '{"__proto__": {"role": "admin"}, "email": "a@b.kr", "password": "x"}',
      400,
      'MALFORMED_REQUEST',
    ],
    ['a huge body', JSON.stringify({ email: 'x'.repeat(2_000_000) }), 413, 'BODY_TOO_LARGE'],
    ['a NUL in text', JSON.stringify({ refreshToken: `${'x'.repeat(30)}\0` }), 400, 'VALIDATION_FAILED'],
  ])('with %s', async (_what, body, status, code) => {
    refused(await new ApiClient(server.url).send('POST', '/auth/login', body), status, code);
  });

  it('with a body of another kind', async () => {
    const answer = await new ApiClient(server.url).send('POST', '/auth/login', '<a/>', {
      'content-type': 'text/xml',
    });
    refused(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('for what is no HTTP', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').setEncoding('utf8');
    socket.end('Bonjour\r\n\r\n');
    const answer = (await socket.toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      success: false,
      error: { code: 'MALFORMED_REQUEST' },
    });
  });

  it.each(['/nothing/here', '//nothing', '//api/v2/feed', '/creators/1/nothing'])('for %s', async (path) => {
    refused(await fan.api.get(path), 404, 'ROUTE_NOT_FOUND');
  });

  it('to a route with another method', async () => {
    refused(await fan.api.put('/feed', {}), 404, 'ROUTE_NOT_FOUND');
  });

  it.each(['0', '-1', '1.5', 'abc', '1e3', '99999999999999999999', '%00', '1%27%20OR%201=1', '٣'])(
    'for the id %s',
    async (id) => {
      refused(await fan.api.get(`/contents/${id}`), 400, 'VALIDATION_FAILED');
    },
  );

  it.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=1e9',
    'limit=NaN',
    'limit=abc',
    'page=0',
    'page=-5',
    'sort=random',
    'subscribed=maybe',
    'platform=myspace',
    'unknown=1',
    'search=%00',
  ])('for a list with %s', async (query) => {
    refused(await fan.api.get(`/creators?${query}`), 400, 'VALIDATION_FAILED');
  });

  it.each(["'; DROP TABLE creators; --", '%', '_', '\\', '%%%', "' OR '1'='1", '🎵', 'ㅇㅇㅇ'])(
    'searches for %s as text',
    async (search) => {
      const answer = await fan.api.get(`/creators?search=${encodeURIComponent(search)}`);
      expect({ status: answer.status, data: answer.body.data }).toEqual({ status: 200, data: [] });
    },
  );
});

describe('a cursor', () => {
  it.each(['abc', 'AAAAAAAAAAAAAAAA', '%F0%9F%8E%B5', 'x'.repeat(1000)])(
    'that was made up (%s) is refused',
    async (cursor) => {
      refused(await fan.api.get(`/feed?cursor=${cursor}`), 400, 'INVALID_CURSOR');
    },
  );

  it('of another list, of another fan, or changed, is refused', async () => {
    const channel = youtube.catalogue.addChannel({ title: 'Cursors' });
    for (const index of [1, 2, 3]) youtube.catalogue.publish(channel.id, { title: `Video ${index}` });
    const creator = (await add(channel.id)).body.data;
    for (const account of [fan, other]) await account.api.post(`/creators/${creator.id}/subscribe`);
    const cursor: string = await eventually('there is a second page', async () => {
      const { body } = await fan.api.get('/feed?limit=1');
      return body.pagination.nextCursor;
    });
    expect((await fan.api.get(`/feed?limit=1&cursor=${cursor}`)).status).toBe(200);
    refused(await other.api.get(`/feed?cursor=${cursor}`), 400, 'INVALID_CURSOR');
    refused(await fan.api.get(`/creators/${creator.id}/contents?cursor=${cursor}`), 400, 'INVALID_CURSOR');
    refused(await fan.api.get(`/notifications?cursor=${cursor}`), 400, 'INVALID_CURSOR');
    const changed = cursor.slice(0, -2) + (cursor.endsWith('AA') ? 'BB' : 'AA');
    refused(await fan.api.get(`/feed?cursor=${changed}`), 400, 'INVALID_CURSOR');
  });
});

describe('somebody who may not', () => {
  it.each([
    ['no token', {}, 'UNAUTHENTICATED'],
    ['another scheme', { authorization: 'Basic YTpi' }, 'UNAUTHENTICATED'],
    ['nonsense', { authorization: 'Bearer nonsense' }, 'TOKEN_INVALID'],
  ])('comes with %s', async (_what, headers, code) => {
    const answer = await new ApiClient(server.url).get('/feed', headers);
    refused(answer, 401, code);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('comes with a forged or an expired token', async () => {
    const claims = { sub: '1', role: 'admin', sid: '1' };
    const sign = (options: object) => createSigner({ iss: 'mypick', aud: 'mypick-api', ...options })(claims);
    const key = installation.variables.JWT_SECRET!;
    const tokens: [string, string][] = [
      [sign({ key: 'y'.repeat(32) }), 'TOKEN_INVALID'],
      [sign({ algorithm: 'none' }), 'TOKEN_INVALID'],
      [sign({ key, algorithm: 'HS512' }), 'TOKEN_INVALID'],
      [sign({ key, iss: 'somebody-else', expiresIn: 60_000 }), 'TOKEN_INVALID'],
      [sign({ key }), 'TOKEN_INVALID'],
      [sign({ key, expiresIn: 1, clockTimestamp: Date.now() - 60_000 }), 'TOKEN_EXPIRED'],
    ];
    for (const [token, code] of tokens) refused(await fan.api.as(token).get('/feed'), 401, code);
  });

  it('asks for what only an admin may do', async () => {
    refused(
      await fan.api.post('/creators', { channels: [{ platform: 'youtube', url: '@x' }] }),
      403,
      'FORBIDDEN',
    );
    refused(await fan.api.post('/creators/1/channels/1/sync'), 403, 'FORBIDDEN');
  });

  it("asks for another user's things", async () => {
    refused(await fan.api.get(`/users/${other.id}/subscriptions`), 403, 'FORBIDDEN');
    const [row] = await installation.database.query<{ id: string }>(
      `INSERT INTO notifications (user_id, type, title, message, data, action_url, event_key)
       VALUES ($1, 'system', 't', 'm', '{}', '/', 'test') RETURNING id`,
      [other.id],
    );
    refused(await fan.api.put(`/notifications/${row!.id}/read`), 404, 'NOTIFICATION_NOT_FOUND');
    refused(await fan.api.delete(`/notifications/${row!.id}`), 404, 'NOTIFICATION_NOT_FOUND');
    expect((await other.api.get('/notifications/unread-count')).body.data).toEqual({ count: 1 });
  });
});

describe('a channel that cannot be added', () => {
  it.each([
    'https://example.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa',
    'http://127.0.0.1:22/',
    'http://localhost/channel/UCaaaaaaaaaaaaaaaaaaaaaa',
    'http://169.254.169.254/latest/meta-data',
    'https://youtube.com.evil.example/@x',
    'https://user:pass@www.youtube.com/@x',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'not a channel at all',
  ])('because %s is none', async (url) => {
    refused(await add(url), 400, 'INVALID_CHANNEL_REFERENCE');
  });

  it('because nobody has it', async () => {
    refused(await add('@nobody-has-this'), 404, 'CHANNEL_NOT_FOUND');
    refused(await add('UCaaaaaaaaaaaaaaaaaaaaaa'), 404, 'CHANNEL_NOT_FOUND');
  });

  it('because it is there already, and then nothing else of the request is kept', async () => {
    const [first, second] = [
      youtube.catalogue.addChannel({ title: 'One' }),
      youtube.catalogue.addChannel({ title: 'Two' }),
    ];
    expect((await add(first.id)).status).toBe(201);
    const channels = [second.id, first.id].map((url) => ({ platform: 'youtube', url }));
    refused(await admin.api.post('/creators', { channels }), 409, 'CHANNEL_ALREADY_ADDED');
    expect((await admin.api.get('/creators?search=Two')).body.data).toEqual([]);
  });

  it('because its platform has no connector', async () => {
    refused(await add('@somebody', 'x'), 422, 'X_NOT_CONFIGURED');
  });

  it.each([
    ['its quota is gone', youtubeFaults.quotaExceeded(), 503, 'YOUTUBE_QUOTA_EXHAUSTED'],
    ['it refuses the key', youtubeFaults.keyInvalid(), 502, 'YOUTUBE_KEY_INVALID'],
    ['it answers half a body', networkFaults.truncatedBody(), 502, 'YOUTUBE_MALFORMED_ANSWER'],
    ['it answers a web page', networkFaults.htmlPage(), 502, 'YOUTUBE_MALFORMED_ANSWER'],
    ['it fails', networkFaults.serverError(500), 503, 'YOUTUBE_UNAVAILABLE'],
    ['it cuts the connection', networkFaults.cutConnection(), 503, 'YOUTUBE_UNAVAILABLE'],
  ])('because %s', async (_what, fault, status, code) => {
    const channel = youtube.catalogue.addChannel({ title: 'Faulty' });
    youtube.faults.always('channels', fault);
    try {
      refused(await add(channel.id), status, code);
    } finally {
      youtube.faults.clear();
      // What a platform says of its quota holds until its midnight: as if that had come.
      await installation.database.query('UPDATE quota_buckets SET blocked_until = NULL');
    }
    expect((await admin.api.get('/creators?search=Faulty')).body.data).toEqual([]);
  });
});

describe('a channel that cannot be collected', () => {
  it('says so, keeps what it had, and is well again when the platform is', async () => {
    const channel = youtube.catalogue.addChannel({ title: 'Unwell' });
    youtube.catalogue.publish(channel.id, { title: 'Before' });
    const creator = (await add(channel.id)).body.data;
    const titles = async () => {
      const { body } = await fan.api.get(`/creators/${creator.id}/contents`);
      return body.data.map(({ title }: { title: string }) => title);
    };
    await eventually('it is collected', async () => (await titles()).length === 1);

    const look = async () => (await admin.api.get(`/creators/${creator.id}`)).body.data.channels[0];
    const sync = () => admin.api.post(`/creators/${creator.id}/channels/${creator.channels[0].id}/sync`);
    youtube.faults.always('any', networkFaults.htmlPage());
    youtube.catalogue.publish(channel.id, { title: 'During' });
    await sync();
    const broken = await eventually('the failure shows', async () => {
      const seen = await look();
      return seen.syncStatus === 'error' ? seen : null;
    });
    expect(broken.lastError).toMatchObject({ code: 'YOUTUBE_MALFORMED_ANSWER' });
    expect(JSON.stringify(broken)).not.toContain('test-key');
    expect(await titles()).toEqual(['Before']);

    youtube.faults.clear();
    await sync();
    await eventually('it is well', async () => (await look()).syncStatus === 'active');
    await eventually('what it missed is there', async () => (await titles()).length === 2);
    expect(await titles()).toEqual(['During', 'Before']);
    expect((await look()).lastError).toBeNull();
  });
});
