import { type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** A whole HTTP answer: what a simulator means to say. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What really goes over the wire: the body may also come piece by piece, stall, or break off by throwing. */
export interface WireReply extends Omit<Reply, 'body'> {
  readonly body: string | AsyncIterable<Uint8Array>;
}

/**
 * Writes the reply. Nothing leaves before the first piece of the body is there, so that a body which throws at once
 * closes the connection without a single byte.
 * @throws what the body throws, or the error of a client that went away; the connection is closed by then
 */
export async function deliver(reply: WireReply, response: ServerResponse): Promise<void> {
  response.statusCode = reply.status;
  response.setHeaders(new Map(Object.entries(reply.headers)));
  if (typeof reply.body === 'string') response.end(reply.body);
  else await pipeline(reply.body, response);
}
