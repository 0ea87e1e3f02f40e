export { parseAccountReference } from './account-reference.js';
export { createXConnector, type XOptions } from './x.connector.js';
