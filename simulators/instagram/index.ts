/** Instagram in a box, for tests and the demo: `startInstagramSimulator()`, then change `catalogue` and plan `faults`. */
export { type Account, type AccountChanges, type NewAccount } from './catalogue/account.js';
export { CatalogueError, type Catalogue } from './catalogue/catalogue.js';
export { type Media, type MediaChanges, type MediaKind, type NewMedia } from './catalogue/media.js';
export * as networkFaults from '../http/faults.js';
export * as instagramFaults from './faults.js';
export {
  ENDPOINTS,
  startInstagramSimulator,
  type Endpoint,
  type InstagramSimulator,
  type InstagramSimulatorOptions,
} from './simulator.js';
