import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

export const USER_ROLES = ['user', 'creator', 'moderator', 'admin'] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** Whoever asks, as the access token tells. */
export interface Principal {
  userId: string;
  role: UserRole;
  /** The sign-in the token belongs to. */
  sessionId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

export const IS_PUBLIC = 'access:public';
export const ROLES_ALLOWED = 'access:roles';

/** The route needs no token, and reads none. */
export const Public = () => applyDecorators(SetMetadata(IS_PUBLIC, true), ApiSecurity({}));

/** Only these roles may use the route. */
export const Allow = (...roles: UserRole[]) => SetMetadata(ROLES_ALLOWED, roles);

/** The one who asks. Null on a public route, elsewhere never. */
export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | null =>
    context.switchToHttp().getRequest<FastifyRequest>().principal,
);
