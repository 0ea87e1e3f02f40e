export { parseChannelReference } from './channel-reference.js';
export { createYouTubeConnector, type YouTubeOptions } from './youtube.connector.js';
