import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AnswersPages, CurrentUser, id, pageQuery, type Principal } from '../../platform/http/index.js';
import { creatorView } from './creators.schemas.js';
import { SubscriptionsService } from './subscriptions.service.js';

const userPath = z.strictObject({ userId: id });

@ApiTags('Creators')
@Controller('users/:userId/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Get()
  @AnswersPages('Creators a user follows, last followed first', creatorView)
  list(
    @Param({ schema: userPath }) { userId }: z.infer<typeof userPath>,
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
    @CurrentUser() me: Principal,
  ) {
    return this.subscriptions.list(userId, query, me);
  }
}
