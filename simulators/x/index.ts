/** X in a box, for tests and the demo: `startXSimulator()`, then change `catalogue` and plan `faults`. */
export { type Mishap } from '../http/deliveries.js';
export { type Endpoint, ENDPOINTS } from './api/api.js';
export { type Spelling } from './api/spelling.js';
export { type LimitedEndpoint } from './api/windows.js';
export { CatalogueError, type Catalogue } from './catalogue/catalogue.js';
export { type NewPost, type Post } from './catalogue/post.js';
export { type NewUser, type User } from './catalogue/user.js';
export * as xFaults from './faults.js';
export * as networkFaults from '../http/faults.js';
export { startXSimulator, type XSimulator, type XSimulatorOptions } from './simulator.js';
