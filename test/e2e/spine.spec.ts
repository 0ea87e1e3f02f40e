import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { TestSocket } from '../support/sockets.js';
import { type Account, Installation } from '../support/test-server.js';

const HOUR = 3_600_000;

describe.each([
  { way: 'the Data API', apiKey: 'test-key' },
  { way: 'the public feed', apiKey: undefined },
])("a creator's new video reaches a fan through $way", ({ apiKey }) => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let admin: Account;
  let fan: Account;
  let channelId: string;
  let creatorId: string;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['test-key'] });
    installation = await Installation.create(youtubeVariables(youtube, apiKey));
    server = await installation.start();
    admin = await installation.admin(server);
    fan = await installation.fan(server);
    channelId = youtube.catalogue.addChannel({
      title: '아이유 [IU Official]',
      handle: 'dlwlrma',
      subscriberCount: 9_000_000,
    }).id;
    youtube.catalogue.publish(channelId, {
      title: '에잇(eight)',
      kind: 'video',
      durationSeconds: 191,
      publishedAt: new Date(Date.now() - 48 * HOUR),
    });
    youtube.catalogue.publish(channelId, {
      title: 'Love wins all & more <3',
      kind: 'video',
      durationSeconds: 272,
      publishedAt: new Date(Date.now() - 24 * HOUR),
    });
  });

  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  it('adds the creator by what an admin typed', async () => {
    const added = await admin.api.post('/creators', {
      channels: [{ platform: 'youtube', url: `https://www.youtube.com/channel/${channelId}` }],
      category: 'music',
      tags: ['k-pop'],
    });
    expect(added.status).toBe(201);
    expect(added.body.data).toMatchObject({
      displayName: '아이유 [IU Official]',
      category: 'music',
      tags: ['k-pop'],
      isSubscribed: false,
      channels: [{ platform: 'youtube', externalId: channelId, syncStatus: 'active', isActive: true }],
    });
    creatorId = added.body.data.id;
  });

  it('collects right away what was there, and announces none of it', async () => {
    const subscribed = await fan.api.post(`/creators/${creatorId}/subscribe`);
    expect(subscribed.status).toBe(201);
    expect(subscribed.body).toEqual({ success: true, data: { subscribed: true, subscriberCount: 1 } });
    const contents = await eventually('the backlog is there', async () => {
      const { body } = await fan.api.get(`/creators/${creatorId}/contents`);
      return body.data.length === 2 ? body.data : null;
    });
    expect(contents.map(({ title }: { title: string }) => title)).toEqual([
      'Love wins all & more <3',
      '에잇(eight)',
    ]);
    const { body } = await fan.api.get('/notifications/unread-count');
    expect(body.data).toEqual({ count: 0 });
  });

  it('shows a new video in the feed and pushes it to the open socket, once', async () => {
    const socket = await TestSocket.connect(server.url, '/notifications', fan.token);
    expect(await socket.first('unread-notifications')).toEqual([]);

    const video = youtube.catalogue.publish(channelId, {
      title: '네모의 꿈',
      kind: 'video',
      durationSeconds: 200,
      publishedAt: new Date(),
    });
    const creator = await fan.api.get(`/creators/${creatorId}`);
    const synced = await admin.api.post(
      `/creators/${creatorId}/channels/${creator.body.data.channels[0].id}/sync`,
    );
    expect(synced.status).toBe(202);

    const notification = await socket.first('new-notification');
    expect(notification).toMatchObject({
      type: 'new_content',
      title: '아이유 [IU Official]',
      message: '네모의 꿈',
      isRead: false,
    });
    const feed = await fan.api.get('/feed');
    expect(feed.body.data[0]).toMatchObject({
      id: notification.data.contentId,
      externalId: video.id,
      title: '네모의 꿈',
      platform: 'youtube',
      type: 'video',
      creator: { id: creatorId, name: '아이유 [IU Official]' },
    });
    if (apiKey !== undefined) expect(feed.body.data[0].duration).toBe(200);

    const lastSync = async (): Promise<string | null> =>
      (await fan.api.get(`/creators/${creatorId}`)).body.data.channels[0].lastSyncAt;
    const before = await eventually('a look is over', lastSync);
    await admin.api.post(`/creators/${creatorId}/channels/${creator.body.data.channels[0].id}/sync`);
    await eventually('the second look is over', async () => ((await lastSync()) ?? '') > before);
    expect(socket.all('new-notification')).toHaveLength(1);

    expect(await socket.ask('mark-read', { id: notification.id })).toEqual({ ok: true, updated: 1 });
    await eventually('the count follows', () => socket.all('unread-count').at(-1)?.count === 0);
    socket.close();
  });

  it('never asks the API to search', () => {
    expect(youtube.searchesUsed).toBe(0);
  });
});
