import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { hasAlready, Public } from '../../platform/http/index.js';
import { THUMBNAIL_TYPES, type ThumbnailType } from '../../platform/images/index.js';
import { ContentPictures } from './media.contents.js';
import { MediaLinks } from './media.links.js';
import { contentPath, contentQuery, itemPath, picturePath, pictureQuery } from './media.schemas.js';
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
    private readonly pictures: ContentPictures,
  ) {}

  /** Leads to the thumbnail of a content. @throws ContentNotFound, and what showing it throws */
  @Get('contents/:id')
  async thumbnail(
    @Param({ schema: contentPath }) { id }: z.infer<typeof contentPath>,
    @Query({ schema: contentQuery }) { width }: z.infer<typeof contentQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.lead(
      reply,
      await this.pictures.path(id, null, { width, type: typeFor(request.headers.accept) }),
    );
  }

  /** Leads to one of the pictures of a content, or to that of a film, counted from 0. */
  @Get('contents/:id/:index')
  async item(
    @Param({ schema: itemPath }) { id, index }: z.infer<typeof itemPath>,
    @Query({ schema: contentQuery }) { width }: z.infer<typeof contentQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.lead(
      reply,
      await this.pictures.path(id, index, { width, type: typeFor(request.headers.accept) }),
    );
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
    if (hasAlready(request, etag)) await reply.code(304).send();
    else await reply.type(`image/${type}`).send(bytes);
  }

  private async lead(reply: FastifyReply, path: string): Promise<void> {
    await reply.header('cache-control', FOR_MINUTES).redirect(`/media/${path}`, 302);
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
