import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, id } from '../../platform/http/index.js';
import { CollectionPlanner } from './collection.planner.js';

const channelPath = z.strictObject({ id, channelId: id });

@ApiTags('Creators')
@Controller('creators/:id/channels/:channelId/sync')
export class CollectionController {
  constructor(private readonly planner: CollectionPlanner) {}

  @Post()
  @HttpCode(202)
  @Allow('admin')
  @Answers('Look at a channel now; for admins', z.object({ queued: z.literal(true) }), 202)
  sync(@Param({ schema: channelPath }) { id, channelId }: z.infer<typeof channelPath>) {
    return this.planner.syncNow(id, channelId);
  }
}
