import { createHash } from 'node:crypto';
import { type Reply } from '../../http/reply.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** JSON as Google writes it: indented unless told otherwise, angle brackets escaped against sniffing. */
export function jsonReply(
  status: number,
  body: object,
  options: { pretty?: boolean; etag?: string } = {},
): Reply {
  const { pretty = true, etag } = options;
  const text = JSON.stringify(body, null, pretty ? 2 : 0)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e');
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      vary: 'Origin, X-Origin, Referer',
      'cache-control': 'private',
      ...(etag !== undefined && { etag: `"${etag}"` }),
    },
    body: `${text}\n`,
  };
}

/** 160 bits in 27 characters, like the platform's own; the same for the same content, whatever happens around it. */
export function etagOf(content: unknown): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('base64url');
}

/** Whether an `If-None-Match` header names this etag: quoted or bare, weak or strong, one of several (RFC 9110 13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const named = header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''));
  return named.includes(etag) || named.includes('*');
}

/** An instant as the Data API writes it: UTC, to the second. */
export function timestamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
