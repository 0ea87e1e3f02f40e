import { afterEach, beforeEach, expect, it } from 'vitest';
import { startYouTubeSimulator, type Channel, type YouTubeSimulator } from './index.js';
import { callApi, type ApiItem } from './spec-client.js';

let simulator: YouTubeSimulator;
let channel: Channel;
let clock: Date;

beforeEach(async () => {
  clock = new Date('2026-11-20T12:00:00Z');
  simulator = await startYouTubeSimulator({ now: () => clock });
  channel = simulator.catalogue.addChannel({ title: 'A' });
});
afterEach(() => simulator.close());

async function look(id: string): Promise<ApiItem> {
  const part = 'snippet,contentDetails,status,liveStreamingDetails';
  const { body } = await callApi(simulator, 'videos', { part, id });
  return body.items[0]!;
}

it('an upcoming live has only its scheduled time, no length, a chat, and is not processed', async () => {
  const scheduledStart = new Date('2026-11-20T13:00:00Z');
  const { id } = simulator.catalogue.publish(channel.id, { title: 'live', kind: 'live', scheduledStart });
  expect(await look(id)).toMatchObject({
    snippet: { liveBroadcastContent: 'upcoming', publishedAt: '2026-11-20T12:00:00Z' },
    contentDetails: { duration: 'P0D' },
    status: { uploadStatus: 'uploaded' },
    liveStreamingDetails: {
      scheduledStartTime: '2026-11-20T13:00:00Z',
      activeLiveChatId: expect.any(String) as string,
    },
  });
  expect(Object.keys((await look(id)).liveStreamingDetails as object)).not.toContain('actualStartTime');
  expect(JSON.stringify((await look(id)).snippet.thumbnails)).toContain('hqdefault_live.jpg');
});

it('goes live with viewers, and ends with the length it ran, without viewers and chat', async () => {
  const scheduledStart = new Date('2026-11-20T12:30:00Z');
  const { id } = simulator.catalogue.publish(channel.id, { title: 'live', kind: 'live', scheduledStart });
  clock = new Date('2026-11-20T12:27:16Z');
  simulator.catalogue.startLive(id);
  simulator.catalogue.update(id, { concurrentViewers: 10_531 });
  const live = await look(id);
  expect(live.liveStreamingDetails).toEqual({
    actualStartTime: '2026-11-20T12:27:16Z',
    scheduledStartTime: '2026-11-20T12:30:00Z',
    concurrentViewers: '10531',
    activeLiveChatId: expect.any(String) as string,
  });
  expect(live).toMatchObject({
    snippet: { liveBroadcastContent: 'live' },
    contentDetails: { duration: 'P0D' },
  });
  clock = new Date('2026-11-20T15:14:15Z');
  simulator.catalogue.endLive(id);
  const ended = await look(id);
  expect(ended.liveStreamingDetails).toEqual({
    actualStartTime: '2026-11-20T12:27:16Z',
    actualEndTime: '2026-11-20T15:14:15Z',
    scheduledStartTime: '2026-11-20T12:30:00Z',
  });
  expect(ended).toMatchObject({
    snippet: { liveBroadcastContent: 'none' },
    contentDetails: { duration: 'PT2H46M59S' },
    status: { uploadStatus: 'processed' },
  });
});

it('names the live chat as the recordings do', async () => {
  const owner = simulator.catalogue.addChannel({ title: 'B', id: 'UC1uv2Oq6kNxgATlCiez59hw' });
  const { id } = simulator.catalogue.publish(owner.id, { id: '60x6sJ0ZZV8', title: 'live', kind: 'live' });
  expect((await look(id)).liveStreamingDetails).toMatchObject({
    activeLiveChatId: 'Cg0KCzYweDZzSjBaWlY4KicKGFVDMXV2Mk9xNmtOeGdBVGxDaWV6NTlodxILNjB4NnNKMFpaVjg',
  });
});

it('an upcoming premiere has its length and is processed from the beginning; the rest is as for a live', async () => {
  const scheduledStart = new Date('2026-11-20T13:00:00Z');
  const details = { title: 'premiere', kind: 'premiere', scheduledStart, durationSeconds: 90 } as const;
  const { id } = simulator.catalogue.publish(channel.id, details);
  expect(await look(id)).toMatchObject({
    snippet: { liveBroadcastContent: 'upcoming' },
    contentDetails: { duration: 'PT1M30S' },
    status: { uploadStatus: 'processed' },
    liveStreamingDetails: { scheduledStartTime: '2026-11-20T13:00:00Z' },
  });
  simulator.catalogue.startLive(id);
  simulator.catalogue.endLive(id, new Date('2026-11-20T13:05:00Z'));
  expect((await look(id)).contentDetails.duration).toBe('PT1M30S');
});

it('a live that nobody announced is on air from the moment it appears; a plain video never has the part', async () => {
  const live = simulator.catalogue.publish(channel.id, { title: 'live', kind: 'live' });
  const video = simulator.catalogue.publish(channel.id, { title: 'video' });
  expect((await look(live.id)).snippet.liveBroadcastContent).toBe('live');
  expect(await look(video.id)).not.toHaveProperty('liveStreamingDetails');
});
