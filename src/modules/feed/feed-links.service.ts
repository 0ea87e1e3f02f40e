import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { id, type Principal } from '../../platform/http/index.js';
import { FeedLinkNotFound } from './feed-links.errors.js';
import { FeedLinksRepository } from './feed-links.repository.js';
import type { FeedLinkView } from './feed-links.schemas.js';
import type { FeedLinkRow } from './feed-links.tables.js';

const SECRET_BYTES = 32;
/** The user's id, which finds the row, and the secret, which opens it. */
const TOKEN = /^(\d{1,19})-([\w-]{43})$/;

/** Secret links to fans' feeds, for programs that cannot sign in. */
@Injectable()
export class FeedLinksService {
  private readonly base: string;

  constructor(
    private readonly repository: FeedLinksRepository,
    private readonly clock: Clock,
    { http }: AppConfig,
  ) {
    this.base = `${http.publicUrl}/feeds`;
  }

  /** Makes one's link; the one there was ends. */
  async renew({ userId }: Principal): Promise<FeedLinkView> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const digest = digestOf(secret).toString('base64url');
    await this.repository.put({ userId, digest, createdAt: this.clock.now() });
    return { url: this.urlOf(`${userId}-${secret}`) };
  }

  async revoke({ userId }: Principal): Promise<{ removed: boolean }> {
    return { removed: await this.repository.delete(userId) };
  }

  urlOf(token: string): string {
    return `${this.base}/${token}.atom`;
  }

  /** Takes as long for a wrong secret as for the right one. @throws FeedLinkNotFound */
  async check(token: string): Promise<FeedLinkRow> {
    const [, userId = '', secret = ''] = TOKEN.exec(token) ?? [];
    const link = id.safeParse(userId).success ? await this.repository.find(userId) : null;
    if (link === null) throw new FeedLinkNotFound();
    const expected = Buffer.from(link.digest, 'base64url');
    if (!timingSafeEqual(digestOf(secret), expected)) throw new FeedLinkNotFound();
    return link;
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
