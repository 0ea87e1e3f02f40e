import { type Agent } from 'undici';
import { readBody } from './body.js';
import { type Deadline } from './deadline.js';
import { toOutboundError } from './outbound.errors.js';
import { type OutboundMethod, type OutboundRequest, type OutboundResponse } from './outbound.types.js';
import { parseRetryAfter } from './retries.js';

/** What goes over the wire once: a retry sends it again, a redirect changes it. */
export interface Message {
  url: URL;
  method: OutboundMethod;
  headers: Record<string, string>;
  body: string | Buffer | null;
}

/** Sends one message and reads its answer to the end. @throws OutboundError */
export async function exchange(
  agent: Agent,
  { url, method, headers, body }: Message,
  {
    deadline,
    maxBytes,
    readRetryAt,
  }: { deadline: Deadline; maxBytes: number; readRetryAt: OutboundRequest['readRetryAt'] },
): Promise<OutboundResponse> {
  try {
    const path = url.pathname + url.search;
    const answer = await deadline.race(
      agent.request({ origin: url.origin, path, method, headers, body, signal: deadline.signal }),
    );
    const answerHeaders = flatten(answer.headers);
    const hasBody = method !== 'HEAD' && answer.statusCode !== 204 && answer.statusCode !== 304;
    return {
      status: answer.statusCode,
      headers: answerHeaders,
      body: await readBody(answer.body, hasBody ? (answerHeaders['content-encoding'] ?? '') : '', maxBytes),
      url: url.href,
      retryAt: parseRetryAfter(answerHeaders['retry-after']) ?? readRetryAt?.(answerHeaders) ?? null,
    };
  } catch (error) {
    throw toOutboundError(error, url.host);
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
