import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, CurrentUser, Fails, type Principal } from '../../platform/http/index.js';
import { channelMove, type ChannelPath, channelPath, channelUpdate } from './channels.schemas.js';
import { ChannelsService } from './channels.service.js';
import {
  ChannelAlreadyAdded,
  ChannelBlocked,
  CreatorChannelNotFound,
  CreatorMerged,
  CreatorNotFound,
  PlatformNotSupported,
} from './creators.errors.js';
import {
  creatorId,
  creatorView,
  type NewChannel,
  newChannel,
  removal,
  type Removal,
} from './creators.schemas.js';

@ApiTags('Creators')
@Allow('admin')
@Controller('creators/:id/channels')
export class ChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  @Post()
  @Answers('Add a channel to a creator; for admins', creatorView, 201)
  @Fails(CreatorNotFound, CreatorMerged, ChannelAlreadyAdded, ChannelBlocked, PlatformNotSupported)
  add(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Body({ schema: newChannel }) channel: NewChannel,
    @CurrentUser() me: Principal,
  ) {
    return this.channels.add(id, channel, me);
  }

  @Patch(':channelId')
  @Answers('Have a channel collected, or no more; for admins', creatorView)
  @Fails(CreatorChannelNotFound)
  update(
    @Param({ schema: channelPath }) path: ChannelPath,
    @Body({ schema: channelUpdate }) { isActive }: z.infer<typeof channelUpdate>,
    @CurrentUser() me: Principal,
  ) {
    return this.channels.setActive(path, isActive, me);
  }

  @Delete(':channelId')
  @Answers('Remove a channel with its contents; for admins', creatorView)
  @Fails(CreatorNotFound, CreatorMerged, CreatorChannelNotFound)
  remove(
    @Param({ schema: channelPath }) path: ChannelPath,
    @Query({ schema: removal }) query: Removal,
    @CurrentUser() me: Principal,
  ) {
    return this.channels.remove(path, query, me);
  }

  @Post(':channelId/move')
  @HttpCode(200)
  @Answers('Give a channel and its contents to another creator; for admins', creatorView)
  @Fails(CreatorNotFound, CreatorMerged, CreatorChannelNotFound)
  move(
    @Param({ schema: channelPath }) path: ChannelPath,
    @Body({ schema: channelMove }) { creatorId: toCreatorId }: z.infer<typeof channelMove>,
    @CurrentUser() me: Principal,
  ) {
    return this.channels.move(path, toCreatorId, me);
  }
}
