import { afterEach, beforeEach, expect, it } from 'vitest';
import { startYouTubeSimulator, type Channel, type YouTubeSimulator } from './index.js';
import { callApi } from './spec-client.js';

let simulator: YouTubeSimulator;
let channel: Channel;

beforeEach(async () => {
  simulator = await startYouTubeSimulator();
  channel = simulator.catalogue.addChannel({ title: '유니' });
});
afterEach(() => simulator.close());

it('every picture that an answer points to is there, in the size it says', async () => {
  const scheduledStart = new Date('2030-01-01T00:00:00Z');
  const video = simulator.catalogue.publish(channel.id, { title: '<A> & '.repeat(9) + '🎤'.repeat(9) });
  const live = simulator.catalogue.publish(channel.id, { title: 'live', kind: 'live', scheduledStart });
  const videos = await callApi(simulator, 'videos', { part: 'snippet', id: `${video.id},${live.id}` });
  const channels = await callApi(simulator, 'channels', { part: 'snippet', id: channel.id });
  const pictures = [...videos.body.items, ...channels.body.items].flatMap(({ snippet }) => {
    return Object.values(
      snippet.thumbnails as Record<string, { url: string; width: number; height: number }>,
    );
  });
  expect(pictures).toHaveLength(13);
  for (const { url, width, height } of pictures) {
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'image/svg+xml; charset=utf-8',
    ]);
    expect(await response.text()).toContain(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    );
  }
});

it('any other is not', async () => {
  const { id } = simulator.catalogue.publish(channel.id, { title: 'v' });
  for (const path of [`/vi/${id}/huge.jpg`, '/vi/aaaaaaaaaaa/default.jpg', `/avatar/${channel.id}`, '/vi/']) {
    expect((await fetch(simulator.url + path)).status, path).toBe(404);
  }
});
