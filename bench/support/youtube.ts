import { startYouTubeSimulator } from '../../simulators/youtube/index.js';
import { sampleVideo } from './sample-videos.js';
import { startTape } from './tape.js';

/*
 * YouTube in a process of its own. Asked to publish, it adds channels full of videos and answers where they are; what
 * was asked once is answered from memory.
 */

const HOUR_MS = 3_600_000;

const youtube = await startYouTubeSimulator();
const tape = await startTape(youtube.feedUrl);
let published = 0;

process.on('message', ({ channels, videos }: { channels: number; videos: number }) => {
  const channelIds = Array.from({ length: channels }, (_, index) => {
    const { id } = youtube.catalogue.addChannel({ title: `Channel ${index}`, subscriberCount: 1_000 });
    const newest = Date.now();
    // Oldest first, as they come into being.
    for (let age = videos; age > 0; age--) {
      const { title, description, tags, isShort } = sampleVideo((published += 1));
      youtube.catalogue.publish(id, {
        title,
        description,
        tags,
        ...(isShort ? { kind: 'short', durationSeconds: 40 } : { kind: 'video', durationSeconds: 600 }),
        views: 1_000,
        likes: 100,
        comments: 10,
        publishedAt: new Date(newest - age * HOUR_MS),
      });
    }
    return id;
  });
  const apiUrl = tape.url + new URL(youtube.apiUrl).pathname;
  process.send?.({ apiUrl, feedUrl: tape.url, channelIds });
});

process.once('disconnect', () => {
  tape.close();
  void youtube.close();
});
