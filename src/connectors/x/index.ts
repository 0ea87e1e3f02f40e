export { parseAccountReference } from './account-reference.js';
export { PRICES } from './x-account.js';
export { createXConnector, type XOptions } from './x.connector.js';
