import { Controller, Get, Header, HttpCode, Post, Query, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/http/index.js';
import { pushedRequest, pushQuery, type PushQuery } from './push.requests.js';
import { WebhookService } from './webhook.service.js';

/** Called by X, with news of all channels there: a signature is all it has to show. */
@ApiExcludeController()
@Public()
@Controller('push/x')
export class WebhookController {
  constructor(private readonly webhooks: WebhookService) {}

  /** As text that is JSON already: what X compares has no envelope. */
  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  answerChallenge(@Query({ schema: pushQuery }) query: PushQuery): string {
    return JSON.stringify(this.webhooks.answerChallenge('x', query));
  }

  @Post()
  @HttpCode(204)
  async receive(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.webhooks.receive('x', pushedRequest(request));
  }
}
