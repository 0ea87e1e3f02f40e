import { Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../../platform/http/index.js';
import { pushedRequest, pushQuery, type PushQuery } from './push.requests.js';
import { PushService } from './push.service.js';

const pushPath = z.strictObject({ token: z.string().regex(/^[\w-]{32}$/) });

/** Called by the platforms: the token in the path is all they have to show, and a signature in what they bring. */
@ApiExcludeController()
@Public()
@Controller('push/:token')
export class PushController {
  constructor(private readonly pushes: PushService) {}

  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  verify(
    @Param({ schema: pushPath }) { token }: z.infer<typeof pushPath>,
    @Query({ schema: pushQuery }) query: PushQuery,
  ) {
    return this.pushes.verify(token, query);
  }

  @Post()
  @HttpCode(204)
  async receive(
    @Param({ schema: pushPath }) { token }: z.infer<typeof pushPath>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.pushes.receive(token, pushedRequest(request));
  }
}
