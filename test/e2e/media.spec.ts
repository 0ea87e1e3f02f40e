import { cp, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../simulators/http/reply.js';
import { SimulatorServer } from '../../simulators/http/server.js';
import { AppConfig } from '../../src/config/index.js';
import { MediaLinks } from '../../src/modules/media/index.js';
import type { RunningServer } from '../../src/server.js';
import { eventually } from '../support/eventually.js';
import { Installation } from '../support/test-server.js';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c0392b' } });

/** May be read any number of times. */
const whole = (bytes: Buffer): AsyncIterable<Uint8Array> => ({
  // eslint-disable-next-line @typescript-eslint/require-await
  async *[Symbol.asyncIterator]() {
    yield bytes;
  },
});

const reply = (body: Buffer, { status = 200, headers = {} }: Partial<WireReply> = {}): WireReply => ({
  status,
  headers: { 'content-type': 'image/jpeg', ...headers },
  body: whole(body),
});

/** A copy of what a server keeps, two days older. */
async function aged(dataDir: string): Promise<Record<string, string>> {
  const copy = `${dataDir}-aged`;
  await cp(dataDir, copy, { recursive: true });
  const then = new Date(Date.now() - 2 * 86_400_000);
  for (const file of await readdir(join(copy, 'media'))) await utimes(join(copy, 'media', file), then, then);
  return { DATA_DIR: copy };
}

describe('pictures of the platforms', () => {
  let source: SimulatorServer;
  let stranger: SimulatorServer;
  let installation: Installation;
  let server: RunningServer;
  let links: MediaLinks;
  let dataDir: string;
  const files = new Map<string, WireReply>();
  const asked: string[] = [];

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
  const linkTo = (url: string, width: 120 | 320 | 640 | 1280 = 320) => `/media/${links.pathOf(url, width)}`;
  const codeOf = async (response: Response) => {
    const body = (await response.json()) as { error: { code: string } };
    return [response.status, body.error.code];
  };

  beforeAll(async () => {
    source = await SimulatorServer.open();
    stranger = await SimulatorServer.open();
    source.serve(({ url = '' }) => {
      asked.push(url);
      return Promise.resolve(files.get(url) ?? reply(Buffer.from('no'), { status: 404 }));
    });
    const theirs = reply(await picture(9, 9).png().toBuffer());
    stranger.serve(() => Promise.resolve(theirs));
    dataDir = await mkdtemp(join(tmpdir(), 'mypick-media-'));
    installation = await Installation.create({ MEDIA_HOSTS: source.url, DATA_DIR: dataDir });
    server = await installation.start();
    links = new MediaLinks(AppConfig.from(installation.variables));
  });

  afterAll(async () => {
    await installation.stop();
    await source.close();
    await stranger.close();
    for (const path of [dataDir, `${dataDir}-aged`]) await rm(path, { recursive: true, force: true });
  });

  beforeEach(() => {
    asked.length = 0;
  });

  it('are resized, in the best type that the client reads', async () => {
    files.set('/wide.jpg', reply(await picture(1280, 720).jpeg().toBuffer()));
    const path = linkTo(`${source.url}/wide.jpg`);
    for (const [accept, type, format] of [
      ['image/avif,image/webp,*/*;q=0.8', 'image/avif', 'heif'],
      ['image/avif;q=0,image/webp', 'image/webp', 'webp'],
      ['*/*', 'image/jpeg', 'jpeg'],
    ] as const) {
      const answer = await get(path, { accept });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('vary')).toContain('Accept');
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      const meta = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect(meta).toMatchObject({ width: 320, height: 180, format });
    }
  });

  it('are never made larger', async () => {
    files.set('/small.png', reply(await picture(50, 40).png().toBuffer()));
    const answer = await get(linkTo(`${source.url}/small.png`, 1280));
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 50 });
  });

  it('are kept by clients for ever, and known again by their tag', async () => {
    files.set('/tagged.jpg', reply(await picture(400, 300).jpeg().toBuffer()));
    const path = linkTo(`${source.url}/tagged.jpg`);
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const again = await get(path, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(await again.text()).toBe('');
  });

  it('are fetched once for all who wait, and then come from the disk', async () => {
    files.set('/crowd.jpg', reply(await picture(800, 600).jpeg().toBuffer()));
    const paths = [linkTo(`${source.url}/crowd.jpg`), linkTo(`${source.url}/crowd.jpg`, 640)];
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => get(paths[index % 2] ?? '')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(asked).toEqual(['/crowd.jpg']);
    expect((await readdir(join(dataDir, 'media'))).length).toBeGreaterThan(1);
    files.delete('/crowd.jpg');
    expect((await get(paths[0] ?? '')).status).toBe(200);
  });

  it('are shown as they were while their source fails, and as they are once it is back', async () => {
    const path = linkTo(`${source.url}/old.jpg`);
    files.set('/old.jpg', reply(await picture(400, 300).jpeg().toBuffer()));
    const before = (await get(path)).headers.get('etag');
    const later = await installation.start(await aged(dataDir));
    const show = async () => fetch(`${later.url}${path}`);
    files.set('/old.jpg', reply(Buffer.alloc(0), { status: 500 }));
    for (let times = 0; times < 3; times++) {
      const shown = await show();
      expect([shown.status, shown.headers.get('etag')]).toEqual([200, before]);
    }
    files.set('/old.jpg', reply(await picture(400, 200).jpeg().toBuffer()));
    await eventually('the new one is shown', async () => (await show()).headers.get('etag') !== before);
  });

  describe('and an open proxy it is not:', () => {
    it('only what this server linked is fetched', async () => {
      const url = encodeURIComponent(`${source.url}/wide.jpg`);
      const signed = linkTo(`${source.url}/wide.jpg`);
      const other = signed.replace('wide.jpg', 'other.jpg');
      for (const path of [
        `/media/320?url=${url}&sig=`,
        `/media/320?url=${url}&sig=AAAAAAAAAAAAAAAAAAAAAA`,
        other,
      ]) {
        expect(await codeOf(await get(path))).toEqual([403, 'MEDIA_LINK_INVALID']);
      }
      expect(asked).toEqual([]);
    });

    it.each([
      'http://169.254.169.254/latest/meta-data',
      'http://localhost:5432/',
      'http://i.ytimg.com/vi/x.jpg',
      'https://i.ytimg.com:8443/x.jpg',
      'https://user:pw@i.ytimg.com/x.jpg',
      'https://i.ytimg.com.evil.example/x.jpg',
      'https://evilytimg.com/x.jpg',
      'https://fbcdn.net/x.jpg',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'no url',
    ])('no link is made to %s', (url) => {
      expect(links.pathOf(url, 320)).toBeNull();
    });

    it('a redirect does not lead away from the hosts', async () => {
      const location = `${stranger.url}/x.png`;
      files.set('/away', reply(Buffer.alloc(0), { status: 302, headers: { location } }));
      expect(await codeOf(await get(linkTo(`${source.url}/away`)))).toEqual([502, 'PICTURE_UNUSABLE']);
    });

    it.each(['/media/321?url=x&sig=x', '/media/320', '/media/320?url=a&url=b&sig=c', '/media/x%00'])(
      'refuses %s',
      async (path) => {
        expect((await get(path)).status).toBe(400);
      },
    );
  });

  describe('from a source that is up to no good', () => {
    const SVG =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

    it.each([
      ['a program', () => Buffer.from(SVG)],
      ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['nothing', () => Buffer.alloc(0)],
      ['half a picture', async () => (await picture(600, 600).png().toBuffer()).subarray(0, 200)],
      ['12 MB', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(12_000_000)])],
      ['a bomb of 100 megapixels', () => picture(10_000, 10_000).png().toBuffer()],
    ])('%s is refused', async (name, body) => {
      const path = `/${encodeURIComponent(name)}`;
      files.set(path, reply(await body()));
      expect(await codeOf(await get(linkTo(`${source.url}${path}`)))).toEqual([502, 'PICTURE_UNUSABLE']);
    });

    it('what is not there is not there', async () => {
      expect(await codeOf(await get(linkTo(`${source.url}/none`)))).toEqual([404, 'PICTURE_NOT_FOUND']);
      expect((await get('/media/contents/42')).status).toBe(404);
    });

    it('a failure is no answer for ever', async () => {
      files.set('/later.jpg', reply(Buffer.alloc(0), { status: 500 }));
      const path = linkTo(`${source.url}/later.jpg`);
      const failed = await get(path);
      expect(failed.headers.get('cache-control')).toBeNull();
      expect(await codeOf(failed)).toEqual([503, 'PICTURE_UNAVAILABLE']);
      files.set('/later.jpg', reply(await picture(20, 20).jpeg().toBuffer()));
      expect((await get(path)).status).toBe(200);
    });
  });
});
