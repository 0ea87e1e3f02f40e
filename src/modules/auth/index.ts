export { type AccessToken, AccessTokens } from './access-tokens.js';
export { AuthModule } from './auth.module.js';
export { AuthService } from './auth.service.js';
