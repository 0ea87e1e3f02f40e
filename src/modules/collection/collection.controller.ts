import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, AnswersPages, Fails, pageOf } from '../../platform/http/index.js';
import { creatorId, CreatorNotFound } from '../creators/index.js';
import {
  channelPath,
  presentSchedule,
  queued,
  schedulePageQuery,
  type SchedulePageQuery,
  scheduleView,
} from './collection.schemas.js';
import { SchedulePlanner } from './schedule.planner.js';
import { ScheduleRepository } from './schedule.repository.js';

@ApiTags('Collecting')
@Controller()
export class CollectionController {
  constructor(
    private readonly planner: SchedulePlanner,
    private readonly schedules: ScheduleRepository,
  ) {}

  @Post('creators/:id/channels/:channelId/sync')
  @HttpCode(202)
  @Allow('admin')
  @Answers('Look at a channel now; for admins', queued, 202)
  sync(@Param({ schema: channelPath }) { id, channelId }: z.infer<typeof channelPath>) {
    return this.planner.syncNow(id, channelId);
  }

  @Post('creators/:id/sync')
  @HttpCode(202)
  @Allow('admin')
  @Answers('Look at all channels of a creator now; for admins', queued, 202)
  @Fails(CreatorNotFound)
  syncAll(@Param({ schema: creatorId }) { id }: z.infer<typeof creatorId>) {
    return this.planner.syncAllNow(id);
  }

  @Get('admin/collection/schedule')
  @Allow('admin')
  @AnswersPages('When each channel is looked at next, and why; soonest first', scheduleView)
  async schedule(@Query({ schema: schedulePageQuery }) query: SchedulePageQuery) {
    const { rows, total } = await this.schedules.findPage(query.limit, (query.page - 1) * query.limit);
    return pageOf(rows.map(presentSchedule), total, query);
  }
}
