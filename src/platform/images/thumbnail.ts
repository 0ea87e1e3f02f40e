import type { Sharp } from 'sharp';
import { isPicture } from './picture-kind.js';

export const THUMBNAIL_TYPES = ['avif', 'webp', 'jpeg'] as const;
export type ThumbnailType = (typeof THUMBNAIL_TYPES)[number];

/** 8K and a little; a picture is decoded into four bytes a pixel, however small its file is. */
const MAX_PIXELS = 40_000_000;
const SECONDS = 10;

/** Effort 2 of AVIF is 5 times as fast as its default, and what it makes is still smaller than WebP. */
const ENCODE: Record<ThumbnailType, (picture: Sharp) => Sharp> = {
  avif: (picture) => picture.avif({ quality: 55, effort: 2 }),
  webp: (picture) => picture.webp({ quality: 78 }),
  jpeg: (picture) => picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, mozjpeg: false }),
};

/** Loaded with the first picture: it takes 20 MB of memory, and many a process never makes one. */
let library: ReturnType<typeof loadSharp> | undefined;

async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // Every picture is seen once, and many are made at a time: neither libvips's cache nor its threads would pay.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** These bytes are no picture, a damaged one, or one too large to be decoded. */
export class PictureRefusedError extends Error {
  override readonly name = 'PictureRefusedError';
}

/**
 * Makes a picture `width` pixels wide, upright, without its metadata; a narrower one keeps its size. Of an animation
 * the first frame.
 * @throws PictureRefusedError
 */
export async function encodeThumbnail(bytes: Buffer, width: number, type: ThumbnailType): Promise<Buffer> {
  if (!isPicture(bytes)) throw new PictureRefusedError('not a picture');
  const sharp = await (library ??= loadSharp());
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ width, withoutEnlargement: true })
      .timeout({ seconds: SECONDS });
    return await ENCODE[type](picture).toBuffer();
  } catch (error) {
    throw new PictureRefusedError('cannot be decoded', { cause: error });
  }
}
