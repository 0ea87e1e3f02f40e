import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Answers, CurrentUser, Fails, type Principal, Public } from '../../platform/http/index.js';
import {
  authorization,
  deauthorization,
  type Deauthorization,
  grantCallback,
  type GrantCallback,
  grantPath,
  withdrawn,
} from './channel-grants.schemas.js';
import { ChannelGrantsService } from './channel-grants.service.js';
import { CreatorChannelNotFound, CreatorNotFound, InstagramNotConfigured } from './creators.errors.js';
import { creatorId } from './creators.schemas.js';

@ApiTags('Creators')
@Controller('creators')
export class ChannelGrantsController {
  constructor(private readonly grants: ChannelGrantsService) {}

  @Post(':id/channels/instagram/authorization')
  @Answers(
    'Where the owner of an Instagram account lets us read it; for the creator and for admins',
    authorization,
    201,
  )
  @Fails(CreatorNotFound, InstagramNotConfigured)
  authorize(@Param({ schema: creatorId }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.grants.authorize(id, me);
  }

  @Delete(':id/channels/:channelId/authorization')
  @Answers('Forget the leave to read an account; for the creator and for admins', withdrawn)
  @Fails(CreatorNotFound, CreatorChannelNotFound)
  withdraw(
    @Param({ schema: grantPath }) { id, channelId }: z.infer<typeof grantPath>,
    @CurrentUser() me: Principal,
  ) {
    return this.grants.withdraw(id, channelId, me);
  }

  /** Where an owner's browser comes back to: the state is all it has to show. */
  @Get('instagram/callback')
  @Public()
  @ApiExcludeEndpoint()
  async callback(
    @Query({ schema: grantCallback }) query: GrantCallback,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const url = await this.grants.complete(query);
    await reply.header('cache-control', 'no-store').redirect(url, 302);
  }

  /** Called by Meta, which signs what it says and reads the answer without an envelope. */
  @Post('instagram/deauthorize')
  @HttpCode(200)
  @Public()
  @ApiExcludeEndpoint()
  @Header('content-type', 'application/json; charset=utf-8')
  async deauthorize(@Body({ schema: deauthorization }) body: Deauthorization): Promise<string> {
    return JSON.stringify(await this.grants.deauthorize(body.signed_request));
  }
}
