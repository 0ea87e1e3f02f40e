import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Fails } from '../../platform/http/index.js';
import { creatorId, CreatorNotFound } from '../creators/index.js';
import { creatorStats, type StatsQuery, statsQuery } from './creator-stats.schemas.js';
import { CreatorStatsService } from './creator-stats.service.js';

@ApiTags('Creators')
@Controller('creators')
export class CreatorStatsController {
  constructor(private readonly stats: CreatorStatsService) {}

  @Get(':id/stats')
  @Answers(
    'How a creator grows: followers, views, what they publish and how much fans engage with it',
    creatorStats,
  )
  @Fails(CreatorNotFound)
  get(
    @Param({ schema: creatorId }) { id }: { id: string },
    @Query({ schema: statsQuery }) query: StatsQuery,
  ) {
    return this.stats.get(id, query);
  }
}
