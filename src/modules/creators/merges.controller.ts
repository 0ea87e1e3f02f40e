import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Allow,
  Answers,
  AnswersPages,
  CurrentUser,
  Fails,
  pageQuery,
  type Principal,
} from '../../platform/http/index.js';
import {
  CreatorMerged,
  CreatorNotFound,
  MergedWithItself,
  MergeNotFound,
  MergeNotLatest,
} from './creators.errors.js';
import { creatorId, creatorView } from './creators.schemas.js';
import { type MergePath, mergePath, mergeView, newMerge } from './merges.schemas.js';
import { MergesService } from './merges.service.js';

@ApiTags('Creators')
@Allow('admin')
@Controller('creators/:id')
export class MergesController {
  constructor(private readonly merges: MergesService) {}

  @Post('merge')
  @HttpCode(200)
  @Answers('Merge another creator into this one, who is answered; for admins', creatorView)
  @Fails(CreatorNotFound, CreatorMerged, MergedWithItself)
  merge(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Body({ schema: newMerge }) { creatorId: mergedId }: z.infer<typeof newMerge>,
    @CurrentUser() me: Principal,
  ) {
    return this.merges.merge(id, mergedId, me);
  }

  @Get('merges')
  @AnswersPages('Who was merged into a creator, latest first; for admins', mergeView)
  @Fails(CreatorNotFound)
  list(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
  ) {
    return this.merges.list(id, query);
  }

  @Post('merges/:mergeId/undo')
  @HttpCode(200)
  @Answers('Undo a merge; answers the creator who is there again; for admins', creatorView)
  @Fails(CreatorNotFound, CreatorMerged, MergeNotFound, MergeNotLatest)
  undo(@Param({ schema: mergePath }) path: MergePath, @CurrentUser() me: Principal) {
    return this.merges.undo(path, me);
  }
}
