export { Seals } from './seals.js';
export { SealBroken } from './secrets.errors.js';
export { SecretsModule } from './secrets.module.js';
