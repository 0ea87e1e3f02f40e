import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from './fault-plan.js';
import { type Reply } from './reply.js';

/* Faults that any platform, proxy or network can show. Those of one platform stand in its own folder. */

/** Any answer at all, a recorded one for instance. */
export function answerWith(answer: {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}): Fault {
  const { status = 200, headers = {}, body = '' } = answer;
  return () => ({ status, headers, body });
}

/** An error page of the web server in front: HTML, whatever was asked for. `retryAfter` is in seconds. */
export function serverError(status = 500, options: { retryAfter?: number } = {}): Fault {
  const retry = options.retryAfter === undefined ? {} : { 'retry-after': String(options.retryAfter) };
  const body = `<!DOCTYPE html><html lang=en><title>Error ${status}</title><p>That’s an error.</html>`;
  return answerWith({ status, headers: { 'content-type': 'text/html; charset=UTF-8', ...retry }, body });
}

/** 200 and a web page where data was asked for, as captive portals, consent pages and proxies answer. */
export function htmlPage(): Fault {
  const body = '<!DOCTYPE html><html lang=en><title>Before you continue</title><body>Sign in</body></html>';
  return answerWith({ headers: { 'content-type': 'text/html; charset=UTF-8' }, body });
}

/** The right body under a wrong name. */
export function wrongContentType(type = 'application/octet-stream'): Fault {
  return (reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': type } });
}

/** The right answer after `ms`; without `ms` never, until the client gives up or the simulator closes. */
export function hang(ms?: number): Fault {
  return async (reply) => {
    if (ms === undefined) await new Promise<never>(() => undefined);
    else await sleep(ms, undefined, { ref: false });
    return reply;
  };
}

/** A slow loris: the right answer, `bytes` at a time with `everyMs` between, which no idle time-out notices. */
export function drip(options: { bytes?: number; everyMs?: number } = {}): Fault {
  const { bytes = 1, everyMs = 50 } = options;
  return (reply) => {
    const whole = Buffer.from(reply.body);
    async function* body(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < whole.length; at += bytes) {
        yield whole.subarray(at, at + bytes);
        await sleep(everyMs, undefined, { ref: false });
      }
    }
    return { ...reply, headers: withLength(reply, whole.length), body: body() };
  };
}

/** Half of the body in an answer that is otherwise complete: HTTP is content, the parser is not. */
export function truncatedBody(): Fault {
  return (reply) => ({ ...reply, body: reply.body.slice(0, reply.body.length / 2) });
}

/** The connection ends after `share` of the body (0..1); at 0 not even the headers get out. */
export function cutConnection(share = 0): Fault {
  return (reply) => {
    const whole = Buffer.from(reply.body);
    async function* body(): AsyncGenerator<Uint8Array> {
      if (share > 0) yield whole.subarray(0, Math.ceil(whole.length * share));
      // What has been written leaves at the end of this turn; cut any earlier, it would be dropped.
      await nextTurn();
      throw new ConnectionCutError();
    }
    return { ...reply, headers: withLength(reply, whole.length), body: body() };
  };
}

/** The right body followed by `bytes` of white space, which JSON and XML allow: only a limit on size stops it. */
export function hugeBody(bytes: number): Fault {
  const padding = Buffer.alloc(64 * 1024, ' ');
  return (reply) => {
    // eslint-disable-next-line @typescript-eslint/require-await -- the client's back-pressure sets the pace
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(reply.body);
      for (let sent = 0; sent < bytes; sent += padding.length) yield padding;
    }
    return { ...reply, body: body() };
  };
}

/** Those that pass, by what they are called: what a client has to come through with nothing lost. Each takes the time. */
export const PASSING: Readonly<Record<string, (now: Date) => Fault>> = {
  'a late answer': () => hang(20),
  'a 429 that says until when': () => serverError(429, { retryAfter: 60 }),
  'a 429 that does not': () => serverError(429),
  'a 500': () => serverError(500),
  'a connection cut at once': () => cutConnection(),
  'a connection cut half-way': () => cutConnection(0.5),
  'half a body': () => truncatedBody(),
  'a wrong content type': () => wrongContentType(),
  'a web page': () => htmlPage(),
};

class ConnectionCutError extends Error {
  override readonly name = 'ConnectionCutError';
}

function withLength(reply: Reply, length: number): Record<string, string> {
  return { ...reply.headers, 'content-length': String(length) };
}
