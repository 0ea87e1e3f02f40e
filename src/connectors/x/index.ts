export { createXConnector, type XOptions } from './x.connector.js';
