export { CountsService } from './counts.service.js';
export { FanInteractions } from './fan-interactions.js';
export { INTERACTIONS_CHANGED } from './interactions.changes.js';
export {
  contentBookmarked,
  contentFinished,
  contentHidden,
  contentLiked,
  contentShared,
  contentUnbookmarked,
  contentUnhidden,
  contentUnliked,
  contentViewed,
} from './interactions.events.js';
export { InteractionsModule } from './interactions.module.js';
export { type Interaction, presentInteraction } from './interactions.schemas.js';
export { isFinished } from './watching.js';
