import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorServer } from '../../../simulators/http/server.js';
import { createOutboundClient, type OutboundClient } from './index.js';

const OPTIONS = {
  userAgent: 'mypick-test/1',
  maxBytes: 100_000,
  breaker: { failures: 100, halfOpenAfterMs: 1000 },
};

describe('what the outbound client refuses', () => {
  let server: SimulatorServer;
  let other: SimulatorServer;
  let client: OutboundClient;

  beforeEach(async () => {
    server = await SimulatorServer.open();
    other = await SimulatorServer.open();
    client = createOutboundClient({ ...OPTIONS, trustedOrigins: [server.url, other.url] });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
    await other.close();
  });

  const get = (url: string, more = {}) => client.request({ url, endpoint: 'test', ...more });
  const answer = (body: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
    Promise.resolve({ status, headers, body: typeof body === 'string' ? body : pieces(body) });
  const redirect = (location: string, status = 302) => answer('', { location }, status);

  it('sends what it was given, and says who it is', async () => {
    server.serve(async (request) => {
      const chunks: Buffer[] = await request.toArray();
      const { method, url, headers } = request;
      return {
        status: 418,
        headers: {},
        body: JSON.stringify([method, url, headers, String(Buffer.concat(chunks))]),
      };
    });
    const { status, body } = await get(`${server.url}/a?x=1`, {
      method: 'POST',
      query: { q: '한글 &' },
      headers: { 'X-Own': 'yes' },
      body: '안녕',
    });
    expect(status).toBe(418);
    const [method, url, headers, sent] = JSON.parse(body.toString());
    expect([method, url, sent]).toEqual(['POST', '/a?x=1&q=%ED%95%9C%EA%B8%80+%26', '안녕']);
    expect(headers).toMatchObject({
      'x-own': 'yes',
      'user-agent': 'mypick-test/1',
      'accept-encoding': 'gzip, deflate, br',
    });
  });

  describe('addresses', () => {
    it('refuses a name that resolves to loopback', async () => {
      const untrusting = createOutboundClient({ ...OPTIONS, trustedOrigins: [] });
      const request = untrusting.request({ url: 'http://localhost/', endpoint: 'test' });
      await expect(request).rejects.toMatchObject({ kind: 'blocked_address' });
      await untrusting.close();
    });

    it('refuses a redirect from a trusted origin to a private address', async () => {
      server.serve(() => redirect('http://169.254.169.254/latest/meta-data/'));
      await expect(get(server.url)).rejects.toMatchObject({ kind: 'blocked_address' });
    });

    it('refuses a redirect to a name that resolves to loopback', async () => {
      server.serve(() => redirect('http://localhost/'));
      await expect(get(server.url)).rejects.toMatchObject({ kind: 'blocked_address' });
    });
  });

  describe('redirects', () => {
    it('follows them, says where it ended, and keeps credentials within an origin', async () => {
      server.serve(({ url, headers }) =>
        url === '/end' ? answer(headers.authorization ?? 'none') : redirect('/end'),
      );
      const { body, url } = await get(server.url, { headers: { Authorization: 'Bearer t' } });
      expect([body.toString(), url]).toEqual(['Bearer t', `${server.url}/end`]);
    });

    it('drops credentials when the origin changes', async () => {
      server.serve(() => redirect(`${other.url}/end`));
      other.serve(({ headers }) => answer(JSON.stringify(headers)));
      const headers = { authorization: 'Bearer t', cookie: 'a=b', 'x-goog-api-key': 'k', 'x-own': 'kept' };
      const seen = JSON.parse((await get(server.url, { headers })).body.toString());
      expect(seen).toMatchObject({ 'x-own': 'kept' });
      expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['authorization']));
      expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['cookie']));
      expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['x-goog-api-key']));
    });

    it.each([
      [302, 'GET', ''],
      [303, 'GET', ''],
      [307, 'POST', 'body'],
    ])('answers a POST with %i by sending %s on', async (status, method, sent) => {
      server.serve(async (request) =>
        request.url === '/'
          ? redirect('/end', status)
          : answer(`${request.method} ${String(Buffer.concat(await request.toArray()))}`),
      );
      const { body } = await get(server.url, { method: 'POST', body: 'body' });
      expect(body.toString()).toBe(`${method} ${sent}`);
    });

    it('gives up in a circle, and on a location that is no URL', async () => {
      server.serve(({ url }) => redirect(url === '/broken' ? 'http://[' : '/'));
      await expect(get(server.url)).rejects.toMatchObject({ kind: 'too_many_redirects' });
      await expect(get(`${server.url}/broken`)).rejects.toMatchObject({ kind: 'invalid_url' });
    });
  });

  describe('bodies', () => {
    const text = 'Every language: 한국어, 日本語, 🎬. '.repeat(200);

    it.each([
      ['gzip', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['br', brotliCompressSync(text)],
      ['identity', Buffer.from(text)],
    ])('decompresses %s', async (encoding, body) => {
      server.serve(() => answer(body, { 'content-encoding': encoding }));
      expect((await get(server.url)).body.toString()).toBe(text);
    });

    it.each([
      ['gzip', gzipSync(Buffer.alloc(50_000_000))],
      ['deflate', deflateSync(Buffer.alloc(50_000_000))],
      ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
      ['identity', Buffer.alloc(100_001)],
    ])('drops a %s body that exceeds its cap once decompressed', async (encoding, body) => {
      server.serve(() => answer(body, { 'content-encoding': encoding }));
      await expect(get(server.url)).rejects.toMatchObject({ kind: 'too_large' });
    });

    it('takes a cap for one request', async () => {
      server.serve(() => answer('12345'));
      expect((await get(server.url, { maxBytes: 5 })).body).toHaveLength(5);
      await expect(get(server.url, { maxBytes: 4 })).rejects.toMatchObject({ kind: 'too_large' });
    });

    it.each([
      ['broken gzip', 'gzip', Buffer.from('no gzip at all')],
      ['truncated gzip', 'gzip', gzipSync(text).subarray(0, 40)],
      ['broken brotli', 'br', Buffer.from('no brotli at all')],
      ['one encoding over another', 'gzip, br', gzipSync(text)],
      ['an unknown encoding', 'zstd', Buffer.from(text)],
    ])('refuses %s', async (_, encoding, body) => {
      server.serve(() => answer(body, { 'content-encoding': encoding }));
      await expect(get(server.url)).rejects.toMatchObject({ kind: 'bad_encoding' });
    });

    it.each([
      ['HEAD', 200],
      ['GET', 304],
    ])('expects no body of a %s answered %i', async (method, status) => {
      server.serve(() => answer('', { 'content-encoding': 'gzip', etag: '"1"' }, status));
      expect(await get(server.url, { method })).toMatchObject({ status, headers: { etag: '"1"' } });
    });
  });
});

async function* pieces(body: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += 65_536)
    yield await Promise.resolve(body.subarray(at, at + 65_536));
}
