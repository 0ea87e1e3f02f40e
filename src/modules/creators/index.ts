export { Connectors } from './creators.connectors.js';
export { CreatorNotFound } from './creators.errors.js';
export { channelAdded } from './creators.events.js';
export { CreatorsModule } from './creators.module.js';
export { creatorId } from './creators.schemas.js';
export { CreatorsService, type CreatorSummary } from './creators.service.js';
export { type ChannelRow, creatorChannels, creators } from './creators.tables.js';
export { SubscriptionsService } from './subscriptions.service.js';
export { type Platform, PLATFORMS } from '../../connectors/index.js';
