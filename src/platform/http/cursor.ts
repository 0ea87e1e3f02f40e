import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppConfig } from '../../config/index.js';
import { InvalidCursor } from '../errors/index.js';

const TAG_BYTES = 9;

/** Where a list ordered by (time, id), newest first, was left: the last row that was shown. */
export interface TimeCursor {
  at: Date;
  id: string;
}

const timeCursor = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().regex(/^\d{1,19}$/)]);

/**
 * Cursors are opaque to clients and signed: one that was made up, changed or taken from another list is refused
 * with `INVALID_CURSOR` instead of reading from an odd place. They hold positions, never secrets.
 */
@Injectable()
export class Cursors {
  private readonly key: Buffer;

  constructor(config: AppConfig) {
    this.key = Buffer.from(hkdfSync('sha256', config.tokens.accessSecret, '', 'mypick list cursor', 32));
  }

  /** @param list names the list and whatever else must be the same on the next page, such as its filters */
  encode(list: string, position: unknown): string {
    const body = Buffer.from(JSON.stringify(position));
    return Buffer.concat([this.tag(list, body), body]).toString('base64url');
  }

  /** @throws InvalidCursor */
  decode<T>(list: string, cursor: string, schema: z.ZodType<T>): T {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(TAG_BYTES);
    if (body.length === 0 || !timingSafeEqual(bytes.subarray(0, TAG_BYTES), this.tag(list, body))) {
      throw new InvalidCursor();
    }
    return schema.parse(JSON.parse(body.toString()));
  }

  encodeTime(list: string, { at, id }: TimeCursor): string {
    return this.encode(list, [at.getTime(), id]);
  }

  /** @throws InvalidCursor */
  decodeTime(list: string, cursor: string | undefined): TimeCursor | null {
    if (cursor === undefined) return null;
    const [time, id] = this.decode(list, cursor, timeCursor);
    return { at: new Date(time), id };
  }

  private tag(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.key)
      .update(list)
      .update('\0')
      .update(body)
      .digest()
      .subarray(0, TAG_BYTES);
  }
}
