import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import request from 'supertest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

/** The end-to-end examples of the mission, as it writes them, below the API's base path. */
describe('Creators API (e2e)', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let fan: Account;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator();
    installation = await Installation.create(youtubeVariables(youtube));
    server = await installation.start();
    fan = await installation.fan(server);
  });

  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  it('/creators (GET)', async () => {
    const response = await request(server.url)
      .get('/api/v1/creators')
      .set('Authorization', `Bearer ${fan.token}`)
      .expect(200);
    expect(response.body.data).toBeInstanceOf(Array);
    expect(response.body.pagination).toEqual({
      page: 1,
      limit: 20,
      total: 0,
      totalPages: 0,
      hasNext: false,
      hasPrev: false,
    });
  });

  it('/creators/:id/subscribe (POST)', async () => {
    const channel = youtube.catalogue.addChannel({ title: 'Mission' });
    const admin = await installation.admin(server);
    const added = await admin.api.post('/creators', { channels: [{ platform: 'youtube', url: channel.id }] });
    const response = await request(server.url)
      .post(`/api/v1/creators/${added.body.data.id}/subscribe`)
      .set('Authorization', `Bearer ${fan.token}`)
      .expect(201);
    expect(response.body.success).toBe(true);
    expect(response.body.data.subscribed).toBe(true);
  });
});
