import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Allow,
  Answers,
  AnswersPages,
  CurrentUser,
  Fails,
  type Principal,
} from '../../platform/http/index.js';
import { ChannelBlocked, CreatorHasOwner, PlatformNotSupported } from '../creators/index.js';
import { ApplicationDecisions } from './application-decisions.js';
import { ApplicationClosed, ApplicationNotFound, ClaimNotProved } from './creator-applications.errors.js';
import {
  applicationForAdmins,
  applicationPath,
  type ApplicationQuery,
  applicationQuery,
  applicationView,
  rejection,
} from './creator-applications.schemas.js';

@ApiTags('Administration')
@Allow('admin')
@Controller('admin/creator-applications')
export class ApplicationDecisionsController {
  constructor(private readonly decisions: ApplicationDecisions) {}

  @Get()
  @AnswersPages('Applications, longest waiting first', applicationForAdmins)
  list(@Query({ schema: applicationQuery }) query: ApplicationQuery) {
    return this.decisions.list(query);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Answers('Add the creator who is proposed, or make the claimant their owner', applicationView)
  @Fails(
    ApplicationNotFound,
    ApplicationClosed,
    ClaimNotProved,
    CreatorHasOwner,
    ChannelBlocked,
    PlatformNotSupported,
  )
  approve(@Param({ schema: applicationPath }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.decisions.approve(id, me);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Answers('Reject an application', applicationView)
  @Fails(ApplicationNotFound, ApplicationClosed)
  reject(
    @Param({ schema: applicationPath }) { id }: { id: string },
    @Body({ schema: rejection.default({}) }) { reason }: z.infer<typeof rejection>,
    @CurrentUser() me: Principal,
  ) {
    return this.decisions.reject(id, reason, me);
  }
}
