import type { FastifyRequest } from 'fastify';

/**
 * Whether a client has what it asks for already: one of the tags it names is this one. Compared weakly: RFC 9110, 13.1.2.
 * @param etag as the answer carries it, weak or strong
 */
export function hasAlready({ headers }: FastifyRequest, etag: string): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((given) => opaque(given.trim()) === opaque(etag));
}

const opaque = (etag: string): string => etag.replace(/^W\//, '');
