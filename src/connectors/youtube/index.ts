export { createYouTubeConnector, type YouTubeOptions } from './youtube.connector.js';
