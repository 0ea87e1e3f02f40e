import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import type { ContentRow } from './contents.tables.js';

export type Pictures = Pick<ContentRow, 'thumbnail' | 'media'>;
type Item = ContentRow['media'][number];

/**
 * Instagram signs the links to its pictures, and they end after some days. Those are shown at addresses of ours that
 * stay and lead to the picture, asking the platform for a fresh link when it is time (`GET /media/contents/:id`).
 */
@Injectable()
export class PictureLinks {
  private readonly base: string;

  constructor({ http }: AppConfig) {
    this.base = `${http.publicUrl}/media/contents`;
  }

  /** The pictures of a content, at addresses that stay. A film keeps the platform's link, and says when it ends. */
  lasting({ id, thumbnail, media }: Pictures & { id: string }): Pictures {
    if (media.every(({ expiresAt }) => expiresAt === null)) return { thumbnail, media };
    const ending = new Set(media.filter(({ expiresAt }) => expiresAt !== null).flatMap(pictureOf));
    return {
      thumbnail: thumbnail !== null && ending.has(thumbnail) ? `${this.base}/${id}` : thumbnail,
      media: media.map((item, index) => this.replaced(item, `${this.base}/${id}/${index}`)),
    };
  }

  private replaced(item: Item, address: string): Item {
    if (item.expiresAt === null || pictureOf(item).length === 0) return item;
    return item.type === 'image'
      ? { ...item, url: address, previewUrl: address, expiresAt: null }
      : { ...item, previewUrl: address };
  }
}

function pictureOf({ type, url, previewUrl }: Item): string[] {
  const picture = previewUrl ?? (type === 'image' ? url : null);
  return picture === null ? [] : [picture];
}
