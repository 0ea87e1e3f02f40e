import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../platform/http/index.js';
import { THUMBNAIL_TYPES, type ThumbnailType } from '../../platform/images/index.js';
import { ContentsService } from '../contents/index.js';
import { PictureNotFound } from './media.errors.js';
import { MediaLinks } from './media.links.js';
import { contentPath, contentQuery, picturePath, pictureQuery } from './media.schemas.js';
import { MediaService } from './media.service.js';

/** What a browser may keep: the address of a picture names its source, and a changed picture has another one. */
const FOREVER = 'public, max-age=31536000, immutable';
/** The thumbnail of a content may become another one. */
const FOR_MINUTES = 'public, max-age=300';

/** Pictures for `<img>`: outside the API's base path, for any page, without a token. */
@ApiExcludeController()
@Public()
@Controller('media')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly links: MediaLinks,
    private readonly contents: ContentsService,
  ) {}

  /** Leads to the thumbnail of a content. @throws ContentNotFound, PictureNotFound */
  @Get('contents/:id')
  async thumbnail(
    @Param({ schema: contentPath }) { id }: z.infer<typeof contentPath>,
    @Query({ schema: contentQuery }) { width }: z.infer<typeof contentQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { thumbnail } = await this.contents.get(id);
    const path = thumbnail === null ? null : this.links.pathOf(thumbnail, width);
    if (path === null) throw new PictureNotFound();
    await reply.header('cache-control', FOR_MINUTES).redirect(`/media/${path}`, 302);
  }

  /** A resized picture, AVIF or WebP where the client says it reads them. @throws MediaLinkInvalid, and what fetching throws */
  @Get(':width')
  async picture(
    @Param({ schema: picturePath }) { width }: z.infer<typeof picturePath>,
    @Query({ schema: pictureQuery }) { url, sig }: z.infer<typeof pictureQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check(url, sig);
    const type = typeFor(request.headers.accept);
    const { bytes, digest } = await this.media.picture({ source: url, width, type });
    const etag = `"${digest}"`;
    void reply.headers({
      etag,
      'cache-control': FOREVER,
      vary: 'Accept',
      // Pages of other origins show it: that is what it is for.
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (request.headers['if-none-match']?.includes(etag) === true) await reply.code(304).send();
    else await reply.type(`image/${type}`).send(bytes);
  }
}

/** The best type that the client names; every client reads JPEG, whether it says so or not. RFC 9110, 12.5.1. */
function typeFor(accept = ''): ThumbnailType {
  const named = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0]);
  return THUMBNAIL_TYPES.find((type) => named.includes(`image/${type}`)) ?? 'jpeg';
}
