import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnswersFile, Fails, hasAlready, Public } from '../../platform/http/index.js';
import { creatorId, CreatorNotFound } from '../creators/index.js';
import { AtomFeedService } from './atom-feed.service.js';
import { feedFile } from './feed-links.schemas.js';

const TYPE = 'application/atom+xml';
/** How long readers, and caches between, may do without asking again. */
const MAX_AGE_SECONDS = 300;

@ApiTags('Feed')
@Public()
@Controller()
export class AtomFeedController {
  constructor(private readonly feeds: AtomFeedService) {}

  @Get('creators/:id/feed.atom')
  @AnswersFile('What a creator published, as an Atom feed', TYPE)
  @Fails(CreatorNotFound)
  async ofCreator(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await answer(request, reply, await this.feeds.ofCreator(id), 'public');
  }

  /** Outside the API's base path: the address is all that a feed reader knows. */
  @Get('feeds/:file')
  @ApiExcludeEndpoint()
  async ofLink(
    @Param({ schema: feedFile }) { file }: { file: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('x-robots-tag', 'noindex');
    await answer(request, reply, await this.feeds.ofLink(file.replace(/\.atom$/, '')), 'private');
  }
}

/** The document, or 304 to who has it already. Its tag is weak: it may travel compressed. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  document: string,
  who: 'public' | 'private',
): Promise<void> {
  const etag = `W/"${createHash('sha256').update(document).digest('base64url')}"`;
  void reply.headers({
    etag,
    'cache-control': `${who}, max-age=${MAX_AGE_SECONDS}`,
    // Readers that are web pages read it, too.
    'cross-origin-resource-policy': 'cross-origin',
  });
  if (hasAlready(request, etag)) await reply.code(304).send();
  else await reply.type(`${TYPE}; charset=utf-8`).send(document);
}
