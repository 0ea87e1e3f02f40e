export { AppConfig } from './app-config.js';
export { ConfigError } from './config.errors.js';
export { ConfigModule } from './config.module.js';
export { envExample } from './env-example.js';
export type { Role } from './variables.js';
