export type { Analysis } from './analysis/analyser.js';
export { ContentAnalyses } from './analysis/analysis.service.js';
export { contentAnalyses } from './analysis/analysis.tables.js';
export { ContentMarks } from './content-marks.js';
export { CONTENTS_CHANGED } from './contents.changes.js';
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
export {
  contentFilters,
  contentId,
  contentView,
  type ContentView,
  userInteraction,
  type UserInteraction,
} from './contents.schemas.js';
export { type ContentFacts } from './contents.repository.js';
export { ContentNotFound } from './contents.errors.js';
export { type InteractionSource, NO_INTERACTION, UserInteractions } from './user-interactions.js';
export { ContentsService } from './contents.service.js';
export { type ContentRow, contents } from './contents.tables.js';
export {
  CONTENT_STATES,
  CONTENT_TYPES,
  type ContentSource,
  type ContentState,
  type ContentType,
} from './contents.vocabulary.js';
export type { ContentMark } from './marks.repository.js';
export type { PublishedDay } from './digest.repository.js';
