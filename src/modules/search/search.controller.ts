import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersStream, CurrentUser, type Principal } from '../../platform/http/index.js';
import { z } from 'zod';
import {
  popularSearch,
  searchHit,
  searchMetadata,
  type SearchQuery,
  searchQuery,
  suggestion,
  type SuggestQuery,
  suggestQuery,
  type TrendingQuery,
  trendingQuery,
} from './search.schemas.js';
import { SearchService } from './search.service.js';
import { SuggestionsService } from './suggestions.service.js';
import { TrendingService } from './trending/trending.service.js';

@ApiTags('Search')
@Controller('search')
export class SearchController {
  constructor(
    private readonly searches: SearchService,
    private readonly suggestions: SuggestionsService,
    private readonly trending: TrendingService,
  ) {}

  @Get()
  @AnswersStream('Creators and what they published, the best first', searchHit, searchMetadata)
  search(@Query({ schema: searchQuery }) query: SearchQuery, @CurrentUser() me: Principal) {
    return this.searches.search(query, me);
  }

  @Get('suggest')
  @Answers('What may be meant by what is typed so far', z.array(suggestion))
  suggest(@Query({ schema: suggestQuery }) query: SuggestQuery) {
    return this.suggestions.suggest(query);
  }

  @Get('trending')
  @Answers('What many fans search for lately', z.array(popularSearch))
  listPopular(@Query({ schema: trendingQuery }) { limit }: TrendingQuery) {
    return this.trending.popular(limit);
  }
}
