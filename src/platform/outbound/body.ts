import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound.errors.js';

/** What we ask for. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** `deflate` is the zlib format (RFC 9110, 8.4.1.2); bare deflate data, which some old servers sent, is refused. */
const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Reads a body to its end and undoes its encoding as it comes. Counts what comes out, so a body of a few
 * kilobytes that unfolds to gigabytes is dropped at `maxBytes`.
 * @throws OutboundError `too_large`, `bad_encoding`; errors of the stream and of zlib as they are
 */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Buffer> {
  const decoder = decoderFor(encoding, body);
  // The callback has nothing to do: an error of either stream, or leaving the loop, ends both.
  const decoded: Readable = decoder === null ? body : pipeline(body, decoder, () => undefined);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError('too_large', `The body exceeds ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decoderFor(encoding: string, body: Readable): Transform | null {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return null;
  const create = DECODERS.get(name);
  if (create !== undefined) return create();
  const error = new OutboundError('bad_encoding', 'The body comes in an encoding that was not asked for');
  body.on('error', () => undefined).destroy(error);
  throw error;
}
