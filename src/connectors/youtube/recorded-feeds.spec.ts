import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorServer } from '../../../simulators/http/server.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { type ContentBatch, type ContentItem } from '../connector.js';
import { createYouTubeConnector } from './index.js';
import { youtubeDefaults } from '../../../test/support/spending.js';

const CALL = { priority: 'routine' } as const;

/** Real feeds of YouTube, recorded; they are not part of the project. */
const RECORDINGS = new URL('../../../../shared/specs/youtube-rss/', import.meta.url);

describe.skipIf(!existsSync(RECORDINGS))('recorded feeds of YouTube (needs ../shared/specs)', () => {
  let server: SimulatorServer;
  let http: OutboundClient;

  beforeEach(async () => {
    server = await SimulatorServer.open();
    http = createOutboundClient({ trustedOrigins: [server.url], userAgent: 'mypick-test/1' });
  });

  afterEach(async () => {
    await http.close();
    await server.close();
  });

  /** The channel's title and items, as its recorded feed gives them. */
  async function read(name: string, channelId: string): Promise<{ title: string; items: ContentItem[] }> {
    const body = readFileSync(new URL(`${name}.xml`, RECORDINGS), 'utf8');
    server.serve(() =>
      Promise.resolve({ status: 200, headers: { 'content-type': 'text/xml; charset=UTF-8' }, body }),
    );
    const connector = createYouTubeConnector({
      apiUrl: server.url,
      feedUrl: server.url,
      apiKeys: [],
      http,
      ...youtubeDefaults(),
    });
    const { title } = await connector.resolveChannel(`https://www.youtube.com/channel/${channelId}`, CALL);
    const batches = await allOf(connector.listContents({ externalId: channelId, handle: null }, null, CALL));
    return { title, items: batches.flatMap((batch) => batch.items) };
  }

  it('of NASA, August 2026', async () => {
    const { title, items } = await read('feed.channel.nasa.2026-08', 'UCLA_DiR1FfKNvjuUpBHmylQ');
    expect([title, items.length]).toEqual(['NASA', 15]);
    expect(items[0]).toEqual({
      externalId: 'I_GUQdY01b0',
      type: 'video',
      title: 'Special Event Announcement (Aug. 14, 2026)',
      description: expect.stringMatching(
        /^We are holding .*\n\nThis event will be tied to America’s 250th [^]*NASA$/,
      ),
      url: 'https://www.youtube.com/watch?v=I_GUQdY01b0',
      thumbnailUrl: 'https://i2.ytimg.com/vi/I_GUQdY01b0/hqdefault.jpg',
      durationSeconds: null,
      publishedAt: new Date('2026-08-14T19:14:36Z'),
      scheduledAt: null,
      liveStatus: null,
      statistics: { views: 66_195, likes: 2541, comments: null, shares: null },
      tags: null,
      category: null,
      language: null,
      media: [],
      quoted: null,
      withheldIn: [],
    });
    const shorts = items.filter((item) => item.type === 'short');
    expect(shorts.map((item) => item.url)).toEqual([
      'https://www.youtube.com/shorts/myZ9kn9MIWQ',
      'https://www.youtube.com/shorts/QP5Fs3AYuWE',
      'https://www.youtube.com/shorts/VV_JW4iCni0',
    ]);
    expect(items[1]?.title).toBe("MAX POWER at NASA's Kennedy Space Center | Nov. 7-8, 2026");
    expect(items[5]).toMatchObject({ title: 'U.S. Spacewalk 97', statistics: { views: 0, likes: 335 } });
  });

  it('of Google, 2015, in the old form', async () => {
    const { title, items } = await read('feed.channel.google.2015-05', 'UCK8sQmJBp8GCxrOtXWBpyEA');
    expect([title, items.length]).toEqual(['Google', 15]);
    expect(items[0]).toMatchObject({
      title: 'The Google app: Questions Title',
      url: 'https://www.youtube.com/watch?v=5shykyfmb28',
      statistics: { views: 251_497, likes: 3546 },
    });
    expect(items[14]?.title).toBe('Veterans Make Great Googlers.  Find your team: Specialists');
  });

  it('of PBS Space Time, with an escaped ampersand', async () => {
    const { items } = await read('feed.channel.pbs-space-time.2020-12.one-entry', 'UC7_gcs09iThXybpVgjHZ_7g');
    expect(items).toMatchObject([
      {
        title: 'Navigating with Quantum Entanglement',
        description:
          'Check Out Weathered on PBS Terra https://www.youtube.com/watch?v=znSN7ZFIaOg&ab_channel=PBSTerra',
      },
    ]);
  });

  it('of TEDx, on one line', async () => {
    const { title, items } = await read('feed.channel.tedx.2023-10.one-entry', 'UCsT0YIqwnpJCM-mx7-gSA4Q');
    expect(title).toBe('TEDx Talks');
    expect(items).toMatchObject([
      { publishedAt: new Date('2023-10-28T14:00:17Z'), statistics: { views: 11_808 } },
    ]);
  });

  it('of a playlist', async () => {
    const { items } = await read('feed.playlist.claude.2026-05.two-entries', 'UCV03SRZXJEz-hchIAogeJOg');
    expect(items.map((item) => [item.externalId, item.statistics.likes])).toEqual([
      ['7-1tNo8HAwk', 899],
      ['-INveHwbRz4', 2933],
    ]);
  });

  it('of another channel than the one asked for', async () => {
    const reading = read('feed.channel.nasa.2026-08', 'UCK8sQmJBp8GCxrOtXWBpyEA');
    await expect(reading).rejects.toMatchObject({ kind: 'malformed' });
  });

  it.each(['push.new.2025-12-05', 'push.deleted.2018-07-26'])('%s is a push, no feed', async (name) => {
    await expect(read(name, 'UCkCCgmOBqkezhKIXJHq89zw')).rejects.toMatchObject({ kind: 'malformed' });
  });
});

async function allOf(batches: AsyncIterable<ContentBatch>): Promise<ContentBatch[]> {
  const all: ContentBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
