import { Module } from '@nestjs/common';
import { QueueModule } from '../../platform/queue/index.js';
import { ContentsModule } from '../contents/index.js';
import { CreatorsModule } from '../creators/index.js';
import { DocumentsRepository } from './engine/postgres/documents.repository.js';
import { PostgresEngine } from './engine/postgres/postgres-engine.js';
import { WordsRepository } from './engine/postgres/words.repository.js';
import { SearchEngine } from './engine/search-engine.js';
import { ChangesRepository } from './indexing/changes.repository.js';
import { SearchIndexer } from './indexing/search-indexer.service.js';
import { SearchSources } from './indexing/search-sources.js';
import { SearchCandidates } from './search.candidates.js';
import { SearchController } from './search.controller.js';
import { countSearches, updateSearch } from './search.jobs.js';
import { SearchService } from './search.service.js';
import { SearchViews } from './search.views.js';
import { SuggestionsService } from './suggestions.service.js';
import { SearchesRepository } from './trending/searches.repository.js';
import { TrendingService } from './trending/trending.service.js';

@Module({
  imports: [CreatorsModule, ContentsModule, QueueModule.register([updateSearch, countSearches])],
  controllers: [SearchController],
  providers: [
    { provide: SearchEngine, useExisting: PostgresEngine },
    PostgresEngine,
    DocumentsRepository,
    WordsRepository,
    ChangesRepository,
    SearchSources,
    SearchIndexer,
    SearchCandidates,
    SearchViews,
    SearchService,
    SuggestionsService,
    SearchesRepository,
    TrendingService,
  ],
})
export class SearchModule {}
