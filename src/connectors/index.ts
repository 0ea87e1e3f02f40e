export { type ChannelName, readChannelName } from './channel-name.js';
export {
  type Broadcast,
  type Call,
  type ChannelProfile,
  type ChannelRef,
  type Connector,
  CONTENT_TYPES,
  type ContentBatch,
  type ContentItem,
  type ContentStatistics,
  type ContentType,
  type Found,
  LIVE_STATUSES,
  type LiveStatus,
  type Lookup,
  type LookupPace,
  type MediaItem,
  type Push,
  type PushedNews,
  type PushedRequest,
  type PushSubscription,
  type PushVerification,
  type QuotedItem,
  type SyncCursor,
  type Webhook,
} from './connector.js';
export { ConnectorError, type ConnectorErrorKind } from './connector.errors.js';
export { type Platform, PLATFORMS } from './platform.js';
export {
  createInstagramConnector,
  InstagramLogin,
  type OwnerGrant,
  type OwnerToken,
} from './instagram/index.js';
export { createXConnector, PRICES as X_PRICES } from './x/index.js';
export { createYouTubeConnector } from './youtube/index.js';
export {
  type AccountTokens,
  type Bucket,
  PRIORITIES,
  type Priority,
  type Reservation,
  type Spending,
} from './spending.js';
