import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { ApiClient } from '../support/api-client.js';
import { addCreator, type AddedCreator } from '../support/creators.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

describe('feeds for readers outside', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let fan: Account;
  let creator: AddedCreator;
  let reader: ApiClient;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['test-key'] });
    installation = await Installation.create({
      ...youtubeVariables(youtube, 'test-key'),
      APP_URL: 'https://mypick.test',
    });
    server = await installation.start();
    fan = await installation.fan(server);
    reader = new ApiClient(server.url);
    const admin = await installation.admin(server);
    creator = await addCreator(youtube, admin, '가수 & <친구>', ['첫 번째 & <영상>', '두 번째']);
    await addCreator(youtube, admin, '다른 사람', ['남의 영상']);
    await fan.api.post(`/creators/${creator.id}/subscribe`);
  });

  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  const renew = async () => {
    const { status, body } = await fan.api.post('/feed/link');
    expect(status).toBe(201);
    expect(body.data.url).toMatch(/^https:\/\/mypick\.test\/feeds\/\d+-[\w-]{43}\.atom$/);
    return `/${new URL(body.data.url).pathname}`;
  };

  it('show what a creator published, to anybody, and nothing twice', async () => {
    const path = `/creators/${creator.id}/feed.atom`;
    const { status, headers, text } = await reader.get(path);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      ...[200, 'application/atom+xml; charset=utf-8', 'public, max-age=300'],
    ]);
    expect(text).toContain('<title>가수 &amp; &lt;친구&gt;</title>');
    expect(text).toContain('<title>첫 번째 &amp; &lt;영상&gt;</title>');
    expect(text.match(/<entry>/g)).toHaveLength(2);
    const again = await reader.get(path, { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', headers.get('etag')]);
    const missing = await reader.get('/creators/999/feed.atom');
    expect([missing.status, missing.body.error.code]).toEqual([404, 'CREATOR_NOT_FOUND']);
  });

  it('show what a fan follows, to whoever has the link, until it is renewed or revoked', async () => {
    const path = await renew();
    const { status, headers, text } = await reader.get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, max-age=300']);
    expect(text.match(/<entry>/g)).toHaveLength(2);
    expect(text).not.toContain('남의 영상');
    expect((await reader.get(path, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);

    const renewed = await renew();
    expect((await reader.get(path)).status).toBe(404);
    expect((await reader.get(renewed)).status).toBe(200);
    expect((await fan.api.delete('/feed/link')).body.data).toEqual({ removed: true });
    expect((await reader.get(renewed)).status).toBe(404);
    expect((await fan.api.delete('/feed/link')).body.data).toEqual({ removed: false });
  });

  it.each([
    'x',
    '1-x.atom',
    `1-${'x'.repeat(43)}.atom`,
    `${'9'.repeat(19)}-${'x'.repeat(43)}.atom`,
    '%00',
    '..%2f',
    '%F0%9F%8E%B5.atom',
  ])('are not found under %s', async (file) => {
    const { status, body } = await reader.get(`//feeds/${file}`);
    expect([status, body.error.code]).toEqual([404, 'FEED_LINK_NOT_FOUND']);
  });

  it('have their links made by those who are signed in', async () => {
    expect((await reader.post('/feed/link')).status).toBe(401);
  });
});
