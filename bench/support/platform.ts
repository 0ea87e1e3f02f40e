import { z } from 'zod';
import type { Cleanup } from './cleanup.js';
import { Helper } from './helper.js';

const addresses = z.object({ apiUrl: z.url(), feedUrl: z.url() });
const answer = z.object({
  channelIds: z.array(z.string()),
  live: addresses,
  taped: addresses,
  units: z.number(),
});
export type Published = z.infer<typeof answer>;
export type Addresses = z.infer<typeof addresses>;

export const API_KEY = 'bench';

/** YouTube as a process of its own (`youtube.ts`), seen from a benchmark. */
export class Platform {
  private constructor(private readonly helper: Helper) {}

  static async start(cleanup: Cleanup): Promise<Platform> {
    return new Platform(await Helper.start(cleanup, './youtube.ts'));
  }

  /** Adds channels full of videos. @returns their ids, and where they are */
  async publish(channels: number, videos: number, { withShorts = false } = {}): Promise<Published> {
    return answer.parse(await this.helper.ask({ channels, videos, withShorts }));
  }

  /** Units of the main bucket that were used until now. */
  async units(): Promise<number> {
    return (await this.publish(0, 0)).units;
  }
}

/** What a server needs to know to collect from there, more than YouTube allows a day. */
export const collectingFrom = ({ apiUrl, feedUrl }: Addresses): Record<string, string> => ({
  YOUTUBE_API_KEY: API_KEY,
  YOUTUBE_API_URL: apiUrl,
  YOUTUBE_FEED_URL: feedUrl,
  YOUTUBE_DAILY_UNITS: '1000000',
});
