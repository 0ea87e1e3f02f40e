export { parseAccountReference } from './account-reference.js';
export { createInstagramConnector, type InstagramOptions } from './instagram.connector.js';
export { InstagramLogin, type OwnerGrant, type OwnerToken } from './login.js';
