export {
  type ChannelProfile,
  type Connector,
  CONTENT_TYPES,
  type ContentBatch,
  type ContentItem,
  type ContentStatistics,
  type ContentType,
  LIVE_STATUSES,
  type LiveStatus,
  type Platform,
  PLATFORMS,
  type SyncCursor,
} from './connector.js';
export { ConnectorError, type ConnectorErrorKind } from './connector.errors.js';
export { createYouTubeConnector } from './youtube/index.js';
