/** YouTube in a box, for tests and the demo: `startYouTubeSimulator()`, then change `catalogue` and plan `faults`. */
export { CatalogueError, type Catalogue } from './catalogue/catalogue.js';
export { type Channel, type ChannelChanges, type NewChannel } from './catalogue/channel.js';
export { playlistIdOf } from './catalogue/ids.js';
export { type NewVideo, type Video, type VideoChanges, type VideoKind } from './catalogue/video.js';
export { type Mishap } from '../http/deliveries.js';
export * as networkFaults from '../http/faults.js';
export * as youtubeFaults from './faults.js';
export {
  ENDPOINTS,
  startYouTubeSimulator,
  type Endpoint,
  type YouTubeSimulator,
  type YouTubeSimulatorOptions,
} from './simulator.js';
