import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, AnswersPages, Fails, pageQuery } from '../../platform/http/index.js';
import { blockedChannelPath, blockedChannelView } from './channels.schemas.js';
import { ChannelsService } from './channels.service.js';
import { BlockedChannelNotFound } from './creators.errors.js';
import { removed } from './creators.schemas.js';

@ApiTags('Administration')
@Allow('admin')
@Controller('admin/blocked-channels')
export class BlockedChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  @Get()
  @AnswersPages('Channels that may not be added, last blocked first', blockedChannelView)
  list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>) {
    return this.channels.listBlocked(query);
  }

  @Delete(':id')
  @Answers('Let a channel be added again', removed)
  @Fails(BlockedChannelNotFound)
  unblock(@Param({ schema: blockedChannelPath }) { id }: z.infer<typeof blockedChannelPath>) {
    return this.channels.unblock(id);
  }
}
