import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasAlready } from './entity-tags.js';

/**
 * An answer that is JSON already, envelope and all, out of parts that were written before. It has a strong entity tag
 * (RFC 9110, 8.8.3), and whoever has it already is told so and sent nothing.
 */
export class PreparedJson {
  readonly etag: string;
  readonly byteLength: number;
  private whole: Buffer | null = null;

  constructor(
    private parts: readonly Uint8Array[],
    /** Another one whenever a byte is. */
    tag: string,
  ) {
    this.etag = `"${tag}"`;
    this.byteLength = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  toBuffer(): Buffer {
    if (this.whole === null) {
      this.whole = Buffer.concat(this.parts, this.byteLength);
      this.parts = [];
    }
    return this.whole;
  }
}

const NOTHING = Buffer.alloc(0);

/** Has `prepared` written as it is, for this one client, who asks each time whether it still holds. */
export function writePrepared(request: FastifyRequest, reply: FastifyReply, prepared: PreparedJson): void {
  reply.header('etag', prepared.etag).header('cache-control', 'private, no-cache');
  const isKnown = hasAlready(request, prepared.etag);
  if (isKnown) reply.code(304).removeHeader('content-type');
  // A serializer gives text by its type; Fastify sends bytes as well, which spares writing them once more.
  reply.serializer(() => (isKnown ? NOTHING : prepared.toBuffer()) as unknown as string);
}
