import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { MediaLinkInvalid } from './media.errors.js';
import { MediaHosts } from './media.hosts.js';
import type { Width } from './media.schemas.js';

const TAG_BYTES = 16;

/** Makes the addresses of resized pictures. They are signed: this server fetches what it chose to link, nothing else. */
@Injectable()
export class MediaLinks {
  readonly hosts: MediaHosts;
  private readonly key: Buffer;
  private readonly base: string;

  constructor({ http, media, tokens }: AppConfig) {
    this.hosts = new MediaHosts(media.hosts);
    this.key = Buffer.from(hkdfSync('sha256', tokens.accessSecret, '', 'mypick media link', 32));
    this.base = `${http.publicUrl}/media`;
  }

  /** @returns null where pictures of that host are not shown */
  of(source: string, width: Width): string | null {
    const path = this.pathOf(source, width);
    return path === null ? null : `${this.base}/${path}`;
  }

  /** The same below `/media`, for a redirect that stays on whatever name the server was called by. */
  pathOf(source: string, width: Width): string | null {
    if (!this.hosts.allow(source)) return null;
    const query = new URLSearchParams({ url: source, sig: this.tag(source).toString('base64url') });
    return `${width}?${query.toString()}`;
  }

  /**
   * The hosts are looked at again: what was linked once may have been taken off the list since.
   * @throws MediaLinkInvalid
   */
  check(source: string, signature: string): void {
    const given = Buffer.from(signature, 'base64url');
    const isOurs = given.length === TAG_BYTES && timingSafeEqual(given, this.tag(source));
    if (!isOurs || !this.hosts.allow(source)) throw new MediaLinkInvalid();
  }

  private tag(source: string): Buffer {
    return createHmac('sha256', this.key).update(source).digest().subarray(0, TAG_BYTES);
  }
}
