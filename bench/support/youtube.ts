import { startYouTubeSimulator } from '../../simulators/youtube/index.js';
import { sampleVideo } from './sample-videos.js';
import { startTape } from './tape.js';

/*
 * YouTube in a process of its own. Asked to publish, it adds channels full of videos and answers where they are: as they
 * are made (live), and where what was asked once is answered from memory (taped).
 */

const HOUR_MS = 3_600_000;

const youtube = await startYouTubeSimulator({ dailyQuota: 1_000_000 });
const tape = await startTape(youtube.feedUrl);
let published = 0;

/** What a benchmark asks for; without channels it asks for the figures alone. */
interface Order {
  channels: number;
  /** Of each channel. */
  videos: number;
  /** A Short in five; otherwise none. */
  withShorts: boolean;
}

process.on('message', ({ channels, videos, withShorts }: Order) => {
  const channelIds = Array.from({ length: channels }, (_, index) => publish(index, videos, withShorts));
  const apiPath = new URL(youtube.apiUrl).pathname;
  process.send?.({
    channelIds,
    live: { apiUrl: youtube.apiUrl, feedUrl: youtube.feedUrl },
    taped: { apiUrl: tape.url + apiPath, feedUrl: tape.url },
    units: youtube.used('main'),
  });
});

function publish(index: number, videos: number, withShorts: boolean): string {
  const { id } = youtube.catalogue.addChannel({ title: `Channel ${index}`, subscriberCount: 1_000 });
  const newest = Date.now();
  // Oldest first, as they come into being.
  for (let age = videos; age > 0; age--) {
    const { title, description, tags, isShort } = sampleVideo((published += 1));
    youtube.catalogue.publish(id, {
      title,
      description,
      tags,
      ...(isShort && withShorts
        ? { kind: 'short', durationSeconds: 40 }
        : { kind: 'video', durationSeconds: 600 }),
      views: 1_000,
      likes: 100,
      comments: 10,
      publishedAt: new Date(newest - age * HOUR_MS),
    });
  }
  return id;
}

process.once('disconnect', () => {
  tape.close();
  void youtube.close();
});
