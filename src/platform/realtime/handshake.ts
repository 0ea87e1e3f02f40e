import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Unauthenticated } from '../errors/index.js';
import { Log } from '../telemetry/index.js';
import { type Refusal, refusal } from './acknowledgement.js';
import { SessionMismatch } from './realtime.errors.js';
import type { SocketUser, UserSocket } from './sockets.js';

/** Who knows what a token means. Some module provides it: `{ provide: HandshakeAuthenticator, useClass: … }`. */
export abstract class HandshakeAuthenticator {
  /** @throws AppError when the token will not do; its code reaches the client */
  abstract authenticate(token: string): Promise<SocketUser>;
}

/** The client sees it as `connect_error`, with `data: { code, message }`. */
class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused';

  constructor(readonly data: Refusal['error']) {
    super(data.message);
  }
}

/** Nobody gets into any namespace without a token, not even to resume a connection. */
@Injectable()
export class Handshakes {
  private authenticator: HandshakeAuthenticator | null = null;

  constructor(
    private readonly modules: ModuleRef,
    private readonly log: Log,
  ) {}

  /** Finds the authenticator. Fails the boot when no module provides one. */
  open(): void {
    this.authenticator = this.modules.get(HandshakeAuthenticator, { strict: false });
  }

  /** A namespace's middleware. Runs for resumed connections too. */
  check(socket: UserSocket, next: (error?: Error) => void): void {
    this.authenticate(socket).then(
      () => next(),
      (error: unknown) => next(this.refuse(socket, error)),
    );
  }

  private async authenticate(socket: UserSocket): Promise<void> {
    const token = tokenOf(socket);
    if (token === null || this.authenticator === null) throw new Unauthenticated();
    const user = await this.authenticator.authenticate(token);
    if (socket.recovered && socket.data.user.id !== user.id) throw new SessionMismatch();
    socket.data.user = user;
  }

  private refuse(socket: UserSocket, thrown: unknown): HandshakeRefused {
    const { error, defect } = refusal(thrown, socket);
    if (defect !== null)
      this.log.error('realtime.handshake_failed', { ...defect, namespace: socket.nsp.name });
    return new HandshakeRefused(error);
  }
}

/** `auth: { token }` as browsers send it, with or without `Bearer`; or the header that only other clients can set. */
function tokenOf({ handshake: { auth, headers } }: UserSocket): string | null {
  const given: unknown = auth.token ?? headers.authorization;
  if (typeof given !== 'string') return null;
  const token = given.replace(/^Bearer\s+/i, '').trim();
  return token === '' ? null : token;
}
