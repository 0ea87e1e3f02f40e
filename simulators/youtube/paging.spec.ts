import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { playlistIdOf, startYouTubeSimulator, type Channel, type YouTubeSimulator } from './index.js';
import { callApi } from './spec-client.js';

let simulator: YouTubeSimulator;
let channel: Channel;

beforeEach(async () => {
  simulator = await startYouTubeSimulator();
  channel = simulator.catalogue.addChannel({ title: 'A' });
});
afterEach(() => simulator.close());

async function page(more: Record<string, string>) {
  const parameters = { part: 'snippet,contentDetails', playlistId: playlistIdOf(channel.id), ...more };
  return (await callApi(simulator, 'playlistItems', parameters)).body;
}

/** The video ids of every page, in the order met, following one of the two tokens. */
async function walk(
  maxResults: number,
  by: 'nextPageToken' | 'prevPageToken',
  from = '',
): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let pageToken: string | undefined = from;
  while (pageToken !== undefined) {
    const body = await page({ maxResults: String(maxResults), ...(pageToken && { pageToken }) });
    pages.push(body.items.map((item) => item.contentDetails.videoId));
    pageToken = body[by];
  }
  return pages;
}

it('walks a list of any length, in pages of any size, over every video once, newest first', async () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(minutes, fc.integer({ min: 1, max: 50 }), async (times, size) => {
      channel = simulator.catalogue.addChannel({ title: 'A' });
      const published = times.map((minute, order) => {
        const { id } = simulator.catalogue.publish(channel.id, {
          title: 'v',
          publishedAt: new Date(minute * 60_000),
        });
        return { id, minute, order };
      });
      const newestFirst = published
        .sort((a, b) => b.minute - a.minute || b.order - a.order)
        .map(({ id }) => id);
      const pages = await walk(size, 'nextPageToken');
      expect(pages.flat()).toEqual(newestFirst);
      expect(pages.slice(0, -1).every((ids) => ids.length === size)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

it('walks back the way it came, and numbers the positions', async () => {
  for (let index = 0; index < 300; index++) simulator.catalogue.publish(channel.id, { title: String(index) });
  const forward = await walk(50, 'nextPageToken');
  expect(forward).toHaveLength(6);
  const second = await page({
    maxResults: '50',
    pageToken: (await page({ maxResults: '50' })).nextPageToken!,
  });
  expect(second.items[0]?.snippet.position).toBe(50);
  expect(second.pageInfo).toEqual({ totalResults: 300, resultsPerPage: 50 });
  const back = await walk(50, 'prevPageToken', 'CPoBEAA'); // 250, forward: the last page
  expect(back).toEqual([...forward].reverse());
});

it('gives five items unless asked, none when asked for none, and the tokens of the recordings', async () => {
  for (let index = 0; index < 13; index++) simulator.catalogue.publish(channel.id, { title: String(index) });
  expect((await page({})).items).toHaveLength(5);
  expect(await page({ maxResults: '0' })).not.toHaveProperty('nextPageToken');
  const first = await page({ maxResults: '10' });
  expect([first.nextPageToken, first.prevPageToken]).toEqual(['CAoQAA', undefined]);
  const second = await page({ maxResults: '10', pageToken: 'CAoQAA' });
  expect([second.nextPageToken, second.prevPageToken]).toEqual([undefined, 'CAoQAQ']);
});

it('pages through channels asked for by id, five at a time unless told otherwise', async () => {
  const ids = Array.from({ length: 7 }, () => simulator.catalogue.addChannel({ title: 'B' }).id);
  const first = await callApi(simulator, 'channels', { part: 'id', id: ids.join(',') });
  expect(first.body.items.map(({ id }) => id)).toEqual(ids.slice(0, 5));
  const rest = { part: 'id', id: ids.join(','), pageToken: first.body.nextPageToken! };
  expect((await callApi(simulator, 'channels', rest)).body.items.map(({ id }) => id)).toEqual(ids.slice(5));
});
