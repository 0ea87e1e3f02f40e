import { Injectable } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { ServiceUnavailable } from '../../platform/errors/index.js';
import {
  DiskCache,
  encodeThumbnail,
  PictureRefusedError,
  type Stored,
  type ThumbnailType,
} from '../../platform/images/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { PictureUnusable } from './media.errors.js';
import { Flights } from './media.flights.js';
import type { Width } from './media.schemas.js';
import { MediaSource } from './media.source.js';

/** Platforms give a changed picture a new address, but for a few; those are seen within a day. */
const FRESH_MS = 86_400_000;
/** Decoding takes a core and up to 160 MB at a time. */
const AT_ONCE = 4;
const IN_LINE = 256;

export interface Variant {
  source: string;
  width: Width;
  type: ThumbnailType;
}

/** Resized pictures: from the disk where they are there, and made once where they are not. */
@Injectable()
export class MediaService {
  private readonly cache: DiskCache;
  private readonly fetches = new Flights<Buffer>();
  private readonly makings = new Flights<Stored>();
  private readonly line = bulkhead(AT_ONCE, IN_LINE);

  constructor(
    private readonly pictures: MediaSource,
    private readonly clock: Clock,
    private readonly log: Log,
    { media }: AppConfig,
  ) {
    this.cache = new DiskCache(media.cacheDir, media.cacheBytes);
  }

  /**
   * One older than a day is shown all the same, and made anew behind it: whether its source fails or is only slow,
   * nobody waits for what they have.
   * @throws PictureNotFound, PictureUnusable, PictureUnavailable, ServiceUnavailable
   */
  async picture(variant: Variant): Promise<Stored> {
    const key = `${variant.type} ${variant.width} ${variant.source}`;
    const kept = await this.cache.get(key);
    if (kept !== null && this.clock.now().getTime() - kept.storedAt.getTime() < FRESH_MS) return kept;
    const making = this.makings.join(key, () => this.make(key, variant));
    if (kept === null) return making;
    making.catch((error: unknown) => {
      this.log.warn('media.refresh_failed', { host: new URL(variant.source).host, error });
    });
    return kept;
  }

  private async make(key: string, { source, width, type }: Variant): Promise<Stored> {
    try {
      return await this.line.execute(async () => {
        const bytes = await this.fetches.join(source, () => this.pictures.fetch(source));
        return this.cache.set(key, await encodeThumbnail(bytes, width, type));
      });
    } catch (error) {
      if (error instanceof PictureRefusedError) throw new PictureUnusable({ cause: error });
      if (error instanceof BulkheadRejectedError) throw new ServiceUnavailable({ cause: error });
      throw error;
    }
  }
}
