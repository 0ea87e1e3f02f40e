import { Injectable } from '@nestjs/common';
import { HandshakeAuthenticator, type SocketUser } from '../../platform/realtime/index.js';
import { AccessTokens } from './access-tokens.js';

/** Sockets show the same access token as requests, once, and end with it. */
@Injectable()
export class SocketAuthenticator extends HandshakeAuthenticator {
  constructor(private readonly tokens: AccessTokens) {
    super();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what verification throws must reject
  override async authenticate(token: string): Promise<SocketUser> {
    const { userId, role, expiresAt } = this.tokens.verify(token);
    return { id: userId, role, expiresAt };
  }
}
