import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { ContentRefreshService } from '../collection/index.js';
import { ContentsService } from '../contents/index.js';
import { PictureNotFound } from './media.errors.js';
import { MediaLinks } from './media.links.js';
import { MediaService, type Variant } from './media.service.js';

type Look = Pick<Variant, 'width' | 'type'>;

interface Source {
  url: string;
  hasEnded: boolean;
}

/** Pictures of contents, at addresses that stay while the platforms' own end. */
@Injectable()
export class ContentPictures {
  constructor(
    private readonly contents: ContentsService,
    private readonly refresher: ContentRefreshService,
    private readonly media: MediaService,
    private readonly links: MediaLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * The path below `/media` of a content's picture, which is on the disk by then. Where the platform's link to it has
   * ended, or leads nowhere, the platform is asked for another.
   * @param index which of its media; null for its thumbnail
   * @throws ContentNotFound, PictureNotFound, and what fetching throws
   */
  async path(contentId: string, index: number | null, look: Look): Promise<string> {
    const known = await this.source(contentId, index);
    if (!known.hasEnded) {
      const path = await this.show(known, look).catch((error: unknown) => {
        if (!(error instanceof PictureNotFound)) throw error;
        return null;
      });
      if (path !== null) return path;
    }
    await this.refresher.refreshContent(contentId);
    return this.show(await this.source(contentId, index), look);
  }

  private async show({ url }: Source, look: Look): Promise<string> {
    const path = this.links.pathOf(url, look.width);
    if (path === null) throw new PictureNotFound();
    await this.media.picture({ ...look, source: url });
    return path;
  }

  private async source(contentId: string, index: number | null): Promise<Source> {
    const { thumbnail, media } = await this.contents.pictures(contentId);
    const pictures = media.map((item) => ({
      url: item.previewUrl ?? (item.type === 'image' ? item.url : null),
      hasEnded: item.expiresAt !== null && new Date(item.expiresAt) <= this.clock.now(),
    }));
    const picture = index === null ? pictures.find(({ url }) => url === thumbnail) : pictures[index];
    const url = index === null ? thumbnail : (picture?.url ?? null);
    if (url === null) throw new PictureNotFound();
    return { url, hasEnded: picture?.hasEnded ?? false };
  }
}
