import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { UsersModule } from '../users/index.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthRepository } from './auth.repository.js';
import { AuthService } from './auth.service.js';
import { HandshakeAuthenticator } from '../../platform/realtime/index.js';
import { Passwords } from './passwords.js';
import { SocketAuthenticator } from './socket-authenticator.js';

@Module({
  imports: [UsersModule],
  controllers: [AuthController],
  providers: [
    AuthService,
    AuthRepository,
    Passwords,
    AccessTokens,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: HandshakeAuthenticator, useClass: SocketAuthenticator },
  ],
  exports: [AccessTokens],
})
export class AuthModule implements OnApplicationBootstrap {
  constructor(private readonly auth: AuthService) {}

  onApplicationBootstrap(): Promise<void> {
    return this.auth.ensureAdmin();
  }
}
