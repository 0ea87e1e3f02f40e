export { ChannelFinder } from './channel-finder.js';
export { CREATORS_CHANGED, FOLLOWS_CHANGED } from './creators.changes.js';
export { Connectors } from './creators.connectors.js';
export {
  ChannelBlocked,
  CreatorChannelNotFound,
  CreatorHasOwner,
  CreatorNotFound,
  PlatformNotSupported,
} from './creators.errors.js';
export {
  channelAdded,
  channelAuthorized,
  channelMoved,
  channelRemoved,
  creatorMerged,
  creatorMergeUndone,
  creatorRemoved,
} from './creators.events.js';
export { CreatorsModule } from './creators.module.js';
export { creatorId, creatorView, newChannels, removal, type Removal, removed } from './creators.schemas.js';
export type { CreatorSummary } from './creators.repository.js';
export { CreatorsService } from './creators.service.js';
export { type ChannelRow, creatorChannels, type CreatorRow, creators } from './creators.tables.js';
export { Follows } from './follows.js';
export type { News } from './notify-levels.js';
export { SubscriptionsService } from './subscriptions.service.js';
export {
  type ChannelName,
  type ChannelProfile,
  type Platform,
  PLATFORMS,
  readChannelName,
} from '../../connectors/index.js';
