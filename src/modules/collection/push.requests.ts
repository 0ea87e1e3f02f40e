import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PushedRequest } from '../../connectors/index.js';

/** What a platform adds to the URL is its own affair. */
export const pushQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]).transform(String));
export type PushQuery = z.infer<typeof pushQuery>;

/** What a platform brought, with its body byte by byte: that is what is signed. */
export function pushedRequest({ headers, body, rawBody }: RawBodyRequest<FastifyRequest>): PushedRequest {
  const flat = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  const bytes = Buffer.isBuffer(body) ? body : (rawBody ?? Buffer.alloc(0));
  return { headers: Object.fromEntries(flat) as PushedRequest['headers'], body: bytes };
}
