export type { Analysis } from './analysis/analyser.js';
export { ContentAnalyses } from './analysis/analysis.service.js';
export { contentAnalyses } from './analysis/analysis.tables.js';
export {
  contentCancelled,
  contentEnded,
  type ContentEvent,
  contentGone,
  contentLive,
  contentPublished,
  contentScheduled,
} from './contents.events.js';
export { ContentsIntake, type Finding, type Standing } from './contents.intake.js';
export { ABANDONED_AFTER_MS, SECOND_LOOK_AFTER_MS } from './contents.lifecycle.js';
export { ContentsModule } from './contents.module.js';
export { contentFilters, contentView, type ContentView } from './contents.schemas.js';
export { ContentsService } from './contents.service.js';
export { type ContentRow, contents } from './contents.tables.js';
export type { ContentSource, ContentState } from './contents.vocabulary.js';
export type { PublishedDay } from './digest.repository.js';
