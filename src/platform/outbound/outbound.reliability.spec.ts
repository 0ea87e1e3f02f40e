import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drip } from '../../../simulators/http/faults.js';
import { SimulatorServer } from '../../../simulators/http/server.js';
import {
  createOutboundClient,
  type OutboundClient,
  type OutboundEvent,
  type OutboundOptions,
} from './index.js';

const OK = { status: 200, headers: {}, body: 'ok' };
const UNAVAILABLE = { status: 503, headers: {}, body: '' };
const NEVER = new Promise<never>(() => undefined);

describe('how the outbound client deals with failing servers', () => {
  let server: SimulatorServer;
  let client: OutboundClient;
  let received: number;
  let events: OutboundEvent[];

  const LIMITS = { connectMs: 5000, headersMs: 5000, bodyMs: 5000, totalMs: 10_000 };

  function connect(options: Partial<OutboundOptions> = {}): void {
    client = createOutboundClient({
      trustedOrigins: [server.url],
      userAgent: 'mypick-test/1',
      timeouts: LIMITS,
      maxBytes: 100_000,
      retries: { attempts: 3, baseMs: 1, maxMs: 4 },
      breaker: { failures: 100, halfOpenAfterMs: 60_000 },
      onRequest: (event) => events.push(event),
      ...options,
    });
  }

  /** Answers the first request with the first reply, and so on; all further ones with the last. */
  function replies(...list: (typeof OK | Promise<typeof OK>)[]): void {
    server.serve(() => Promise.resolve(list[Math.min(received++, list.length - 1)]!));
  }

  const get = (more = {}) => client.request({ url: `${server.url}/p?key=s3cret`, endpoint: 'test', ...more });

  beforeEach(async () => {
    server = await SimulatorServer.open();
    received = 0;
    events = [];
    connect();
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  describe('time', () => {
    it('gives up on headers that do not come', async () => {
      connect({ timeouts: { ...LIMITS, headersMs: 50 } });
      replies(NEVER);
      await expect(get()).rejects.toMatchObject({ kind: 'timeout' });
      expect(received).toBe(1);
    });

    it('gives up on a body that stalls', async () => {
      connect({ timeouts: { ...LIMITS, bodyMs: 50 } });
      server.serve(() => Promise.resolve({ ...OK, body: stalling() }));
      await expect(get()).rejects.toMatchObject({ kind: 'timeout' });
    });

    it('ends a body that drips for ever without ever stalling', async () => {
      connect({ timeouts: { ...LIMITS, totalMs: 200 } });
      server.serve(async () => drip({ everyMs: 20 })({ ...OK, body: 'x'.repeat(10_000) }));
      await expect(get()).rejects.toMatchObject({ kind: 'timeout' });
      expect(events).toMatchObject([{ outcome: 'timeout', status: null }]);
    });

    it('ends when the caller aborts, before or during the request', async () => {
      replies(NEVER);
      await expect(get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'aborted' });
      expect(received).toBe(0);

      const during = new AbortController();
      const running = get({ signal: during.signal });
      await expect.poll(() => received).toBe(1);
      during.abort();
      await expect(running).rejects.toMatchObject({ kind: 'aborted' });
    });

    it('ends a wait between two attempts when the caller aborts', async () => {
      const caller = new AbortController();
      replies({ ...UNAVAILABLE, headers: { 'retry-after': '9' } });
      const waiting = get({ signal: caller.signal });
      await expect.poll(() => received).toBe(1);
      caller.abort();
      await expect(waiting).rejects.toMatchObject({ kind: 'aborted' });
      expect(received).toBe(1);
    });
  });

  describe('retries', () => {
    it.each([429, 502, 503, 504])('sends again after %i', async (status) => {
      replies({ ...OK, status }, { ...OK, status }, OK);
      expect((await get()).status).toBe(200);
      expect(events).toMatchObject([{ attempts: 3, status: 200, outcome: 'answered', endpoint: 'test' }]);
    });

    it.each([400, 403, 404, 500])('takes %i for an answer', async (status) => {
      replies({ ...OK, status });
      expect((await get()).status).toBe(status);
      expect(received).toBe(1);
    });

    it('answers with the last failure when all attempts are used up', async () => {
      replies(UNAVAILABLE);
      expect((await get()).status).toBe(503);
      expect(received).toBe(3);
    });

    it('sends again after a broken connection', async () => {
      server.serve(() => Promise.resolve(received++ < 2 ? { ...OK, body: broken() } : OK));
      expect((await get()).body.toString()).toBe('ok');
      expect(received).toBe(3);
    });

    it('never sends a POST twice, nor what the caller wants sent once', async () => {
      replies(UNAVAILABLE);
      await get({ method: 'POST' });
      await get({ retry: false });
      expect(received).toBe(2);
    });

    it('waits as long as Retry-After asks for, when there is time', async () => {
      connect({ retries: { attempts: 2, baseMs: 60_000, maxMs: 60_000 } });
      replies({ ...UNAVAILABLE, headers: { 'retry-after': '0' } }, OK);
      expect((await get()).status).toBe(200);
    });

    it('reads what a platform says of it in headers of its own', async () => {
      const retryAt = new Date(Date.now() + 3_600_000);
      replies({ status: 429, headers: { 'x-reset': retryAt.toISOString() }, body: '' });
      const readRetryAt = (headers: Record<string, string>) => new Date(headers['x-reset'] ?? '');
      expect(await get({ readRetryAt })).toMatchObject({ status: 429, retryAt });
      expect(received).toBe(1);
    });

    it('gives up at once when Retry-After lies beyond the deadline, and says until when', async () => {
      replies({ status: 429, headers: { 'retry-after': '3600' }, body: 'slow down' });
      const { status, retryAt, body } = await get();
      expect([status, body.toString(), received]).toEqual([429, 'slow down', 1]);
      expect(retryAt!.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    });

    it.each([
      ['Wed, 21 Oct 2026 07:28:00 GMT', new Date('2026-10-21T07:28:00Z')],
      ['soon', null],
      ['99999999999999', null],
    ])('reads Retry-After: %s', async (value, expected) => {
      connect({ retries: { attempts: 1, baseMs: 1, maxMs: 1 } });
      replies({ ...UNAVAILABLE, headers: { 'retry-after': value } });
      expect((await get()).retryAt).toEqual(expected);
    });
  });

  describe('circuit breaker', () => {
    const breaker = { failures: 2, halfOpenAfterMs: 60_000 };

    it('stops asking a host that fails, and asks again later', async () => {
      connect({
        breaker: { failures: 2, halfOpenAfterMs: 30 },
        retries: { attempts: 1, baseMs: 1, maxMs: 1 },
      });
      replies({ ...OK, status: 500 }, { ...OK, status: 500 }, OK);
      await get();
      await get();
      await expect(get()).rejects.toMatchObject({ kind: 'circuit_open' });
      expect(received).toBe(2);
      await expect.poll(async () => (await get().catch(() => null))?.status).toBe(200);
    });

    it('holds a 404, an oversized body or an aborting caller against nobody', async () => {
      connect({ breaker });
      replies({ ...OK, status: 404 });
      for (let i = 0; i < 3; i++) {
        expect((await get()).status).toBe(404);
        await expect(get({ maxBytes: 1 })).rejects.toMatchObject({ kind: 'too_large' });
        await expect(get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'aborted' });
      }
    });

    it('keeps one host apart from another', async () => {
      const dead = await SimulatorServer.open();
      const deadUrl = dead.url;
      await dead.close();
      connect({ breaker, trustedOrigins: [server.url, deadUrl] });
      replies(OK);
      const askDead = () => client.request({ url: deadUrl, endpoint: 'test', retry: false });
      await expect(askDead()).rejects.toMatchObject({ kind: 'connection' });
      await expect(askDead()).rejects.toMatchObject({ kind: 'connection' });
      await expect(askDead()).rejects.toMatchObject({ kind: 'circuit_open' });
      expect((await get()).status).toBe(200);
    });
  });

  it('tells nothing of the query in errors and events', async () => {
    server.serve(() => Promise.resolve({ ...OK, body: broken() }));
    const error: unknown = await get().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'connection' });
    expect(`${String(error)} ${JSON.stringify(events)}`).not.toContain('s3cret');
    expect(events).toMatchObject([{ host: new URL(server.url).host, method: 'GET', attempts: 3 }]);
  });

  it('takes no more requests once closed', async () => {
    replies(OK);
    await get();
    await client.close();
    await expect(get()).rejects.toMatchObject({ kind: 'aborted' });
    connect();
  });
});

async function* stalling(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('a');
  await NEVER;
}

// eslint-disable-next-line require-yield -- a body that breaks off before its first byte
async function* broken(): AsyncGenerator<Uint8Array> {
  await Promise.reject(new TypeError('cut'));
}
