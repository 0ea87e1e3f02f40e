import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Answers,
  AnswersPages,
  CurrentUser,
  Fails,
  pageQuery,
  type Principal,
} from '../../platform/http/index.js';
import { CreatorChannelNotFound, CreatorHasOwner, CreatorNotFound } from '../creators/index.js';
import {
  ApplicationClosed,
  ApplicationNotFound,
  ClaimCodeExpired,
  ClaimCodeNotFound,
  ClaimNeedsApiKey,
  ClaimPending,
  TooManyClaimTries,
} from './creator-applications.errors.js';
import {
  applicationPath,
  applicationView,
  type NewApplication,
  newApplication,
} from './creator-applications.schemas.js';
import { CreatorApplicationsService } from './creator-applications.service.js';

@ApiTags('Creator applications')
@Controller('creator-applications')
export class CreatorApplicationsController {
  constructor(private readonly applications: CreatorApplicationsService) {}

  @Post()
  @Answers('Propose a creator by their channels, or say that you are one', applicationView, 201)
  @Fails(CreatorNotFound, CreatorChannelNotFound, CreatorHasOwner, ClaimPending)
  apply(@Body({ schema: newApplication }) body: NewApplication, @CurrentUser() me: Principal) {
    return this.applications.apply(body, me);
  }

  @Get('me')
  @AnswersPages('Your applications, latest first', applicationView)
  list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>, @CurrentUser() me: Principal) {
    return this.applications.list(query, me);
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Answers(
    "Have the channel's description read, which proves your claim if it shows the code",
    applicationView,
  )
  @Fails(
    ApplicationNotFound,
    ApplicationClosed,
    CreatorChannelNotFound,
    CreatorHasOwner,
    ClaimPending,
    ClaimCodeNotFound,
    ClaimCodeExpired,
    ClaimNeedsApiKey,
    TooManyClaimTries,
  )
  verify(@Param({ schema: applicationPath }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.applications.verify(id, me);
  }

  @Delete(':id')
  @Answers('Withdraw an application', applicationView)
  @Fails(ApplicationNotFound, ApplicationClosed)
  withdraw(@Param({ schema: applicationPath }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.applications.withdraw(id, me);
  }
}
