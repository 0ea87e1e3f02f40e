import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createOutboundClient, type OutboundClient, OutboundError } from '../../platform/outbound/index.js';
import { PictureNotFound, PictureUnavailable, PictureUnusable } from './media.errors.js';
import { MediaLinks } from './media.links.js';

const MAX_BYTES = 10 * 1024 * 1024;

/** Fetches pictures from where the platforms keep them. */
@Injectable()
export class MediaSource implements OnApplicationShutdown {
  private readonly http: OutboundClient;

  constructor(private readonly links: MediaLinks) {
    this.http = createOutboundClient({
      trustedOrigins: [...links.hosts.origins],
      userAgent: 'MyPick/1.0 (+https://github.com/mypick/mypick-server)',
      timeouts: { connectMs: 3_000, headersMs: 5_000, bodyMs: 5_000, totalMs: 12_000 },
      maxBytes: MAX_BYTES,
      retries: { attempts: 2, baseMs: 100, maxMs: 500 },
      breaker: { failures: 10, halfOpenAfterMs: 10_000 },
    });
  }

  /**
   * The bytes at an allowed address, whatever they are.
   * @throws PictureNotFound, PictureUnusable, PictureUnavailable
   */
  async fetch(url: string): Promise<Buffer> {
    const answer = await this.ask(url);
    // A redirect may lead to another of the hosts, not away from them.
    if (!this.links.hosts.allow(answer.url)) throw new PictureUnusable();
    if (answer.status === 200) return answer.body;
    if ([401, 403, 404, 410].includes(answer.status)) throw new PictureNotFound();
    throw new PictureUnavailable(answer.retryAt === null ? {} : { retryAt: answer.retryAt });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
  }

  private async ask(url: string) {
    try {
      return await this.http.request({ url, endpoint: 'media', headers: { accept: 'image/*' } });
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      const isTheirs = ['too_large', 'bad_encoding', 'blocked_address', 'invalid_url'].includes(error.kind);
      throw isTheirs ? new PictureUnusable({ cause: error }) : new PictureUnavailable({ cause: error });
    }
  }
}
