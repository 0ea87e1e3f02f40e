import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Forbidden, Unauthenticated } from '../../platform/errors/index.js';
import { IS_PUBLIC, ROLES_ALLOWED, type UserRole } from '../../platform/http/index.js';
import { AccessTokens } from './access-tokens.js';

/** Every route needs a valid token unless it says otherwise. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  /** @throws Unauthenticated, TokenExpired, TokenInvalid, Forbidden */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true; // Sockets show their token once, in the handshake.
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(IS_PUBLIC, targets) === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.principal = this.tokens.verify(bearerOf(request.headers.authorization));
    const allowed = this.reflector.getAllAndOverride<UserRole[] | undefined>(ROLES_ALLOWED, targets);
    if (allowed !== undefined && !allowed.includes(request.principal.role)) throw new Forbidden();
    return true;
  }
}

function bearerOf(authorization: string | undefined): string {
  const [scheme, token] = (authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw new Unauthenticated();
  return token;
}
