import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  youtubeFaults,
  type Channel,
  type YouTubeSimulator,
} from './index.js';

let simulator: YouTubeSimulator;
let channel: Channel;

beforeEach(async () => {
  simulator = await startYouTubeSimulator();
  channel = simulator.catalogue.addChannel({ title: 'A' });
});
afterEach(() => simulator.close());

const askApi = (init?: RequestInit) =>
  fetch(`${simulator.apiUrl}/channels?key=k&part=snippet&id=${channel.id}`, init);
const askFeed = (init?: RequestInit) =>
  fetch(`${simulator.feedUrl}/feeds/videos.xml?channel_id=${channel.id}`, init);

describe('a plan of faults', () => {
  it('is followed in order, then the last word is what was said for always, until it is cleared', async () => {
    simulator.faults.once('channels', networkFaults.serverError(500), 2);
    simulator.faults.once('channels', youtubeFaults.quotaExceeded());
    simulator.faults.always('channels', youtubeFaults.backendError());
    const statuses: number[] = [];
    for (let asked = 0; asked < 5; asked++) statuses.push((await askApi()).status);
    expect(statuses).toEqual([500, 500, 403, 503, 503]);
    expect((await askFeed()).status).toBe(200);
    simulator.faults.clear('channels');
    expect((await askApi()).status).toBe(200);
    expect(simulator.requests.of('channels').map(({ status }) => status)).toEqual([...statuses, 200]);
  });

  it('holds for every endpoint when said of any', async () => {
    simulator.faults.once('any', networkFaults.serverError(500));
    simulator.faults.always('any', networkFaults.serverError(503, { retryAfter: 120 }));
    expect((await askFeed()).status).toBe(500);
    const response = await askApi();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '120']);
    simulator.faults.clear();
    expect((await askApi()).status).toBe(200);
  });
});

describe('faults of YouTube', () => {
  it.each([
    ['quotaExceeded', 403, 'quotaExceeded'],
    ['keyInvalid', 400, 'badRequest'],
    ['forbidden', 403, 'forbidden'],
    ['playlistNotFound', 404, 'playlistNotFound'],
    ['backendError', 503, 'backendError'],
  ] as const)('%s', async (name, status, reason) => {
    simulator.faults.once('channels', youtubeFaults[name]());
    const response = await askApi();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: status, errors: [{ reason }] } });
  });

  it('a feed that is not there', async () => {
    simulator.faults.once('feed', youtubeFaults.feedNotFound());
    expect((await askFeed()).status).toBe(404);
  });

  it('XML that is none, and XML that explodes', async () => {
    simulator.faults.once('feed', youtubeFaults.malformedXml());
    simulator.faults.once('feed', youtubeFaults.entityBomb());
    const malformed = await (await askFeed()).text();
    expect(malformed).toMatch(/<title>[^<]*<\/entry>/);
    const bomb = await (await askFeed()).text();
    expect(bomb.length).toBeLessThan(2000);
    expect(expandedLength(bomb)).toBe(3 * 10 ** 9);
  });

  /** What `&lol9;` would grow to, without growing it. */
  function expandedLength(xml: string): number {
    const definitions = [...xml.matchAll(/<!ENTITY (\w+) "([^"]*)">/g)];
    const lengths = new Map<string, number>();
    for (const [, name = '', value = ''] of definitions) {
      const references = [...value.matchAll(/&(\w+);/g)];
      const inner = references.reduce((sum, [, reference = '']) => sum + (lengths.get(reference) ?? NaN), 0);
      lengths.set(name, references.length > 0 ? inner : value.length);
    }
    return lengths.get(/<title>&(\w+);/.exec(xml)?.[1] ?? '') ?? NaN;
  }
});

describe('faults of the network', () => {
  it('a web page in place of data, another type, any answer', async () => {
    simulator.faults.once('channels', networkFaults.htmlPage());
    simulator.faults.once('channels', networkFaults.wrongContentType());
    simulator.faults.once('channels', networkFaults.answerWith({ status: 204, headers: { 'x-one': '1' } }));
    const page = await askApi();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    const typed = await askApi();
    expect(typed.headers.get('content-type')).toBe('application/octet-stream');
    expect(await typed.json()).toMatchObject({ items: [{ id: channel.id }] });
    const other = await askApi();
    expect([other.status, other.headers.get('x-one')]).toEqual([204, '1']);
  });

  it('half a body, whole for HTTP', async () => {
    simulator.faults.once('channels', networkFaults.truncatedBody());
    const response = await askApi();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.length).toBeGreaterThan(100);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('a connection that is cut before the headers, or in the body', async () => {
    simulator.faults.once('channels', networkFaults.cutConnection());
    simulator.faults.once('channels', networkFaults.cutConnection(0.5));
    await expect(askApi()).rejects.toThrow(TypeError);
    const response = await askApi();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  it('a body that drips, piece by piece, and is right in the end', async () => {
    simulator.faults.once('channels', networkFaults.drip({ bytes: 200, everyMs: 1 }));
    const response = await askApi();
    let pieces = 0;
    let text = '';
    for await (const piece of response.body!) {
      pieces += 1;
      text += Buffer.from(piece as Uint8Array).toString();
    }
    expect(pieces).toBeGreaterThan(1);
    expect(JSON.parse(text)).toMatchObject({ items: [{ id: channel.id }] });
  });

  it('a body that is huge, and stops when the client leaves', async () => {
    simulator.faults.once('channels', networkFaults.hugeBody(10 ** 12));
    const controller = new AbortController();
    const response = await askApi({ signal: controller.signal });
    let bytes = 0;
    for await (const piece of response.body!) {
      bytes += (piece as Uint8Array).length;
      if (bytes > 1_000_000) break;
    }
    expect(bytes).toBeGreaterThan(1_000_000);
    controller.abort();
    expect((await askApi()).status).toBe(200);
  });

  it('an answer that comes late, and one that never comes: closing ends it', async () => {
    simulator.faults.once('channels', networkFaults.hang(1));
    expect((await askApi()).status).toBe(200);
    simulator.faults.once('channels', networkFaults.hang());
    const never = askApi();
    await expect.poll(() => simulator.requests.of('channels').length).toBe(2);
    expect(simulator.requests.of('channels')[1]?.status).toBeNull();
    const closed = simulator.close();
    await expect(never).rejects.toThrow(TypeError);
    await closed;
    simulator = await startYouTubeSimulator();
  });
});
