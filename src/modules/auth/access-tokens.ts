import { Injectable } from '@nestjs/common';
import { createSigner, createVerifier, TokenError } from 'fast-jwt';
import { z } from 'zod';
import { AppConfig } from '../../config/index.js';
import { type Principal, USER_ROLES } from '../../platform/http/index.js';
import { TokenExpired, TokenInvalid } from './auth.errors.js';

const ISSUER = 'mypick';
const AUDIENCE = 'mypick-api';

const claims = z.object({ sub: z.string(), role: z.enum(USER_ROLES), sid: z.string(), exp: z.int() });

export interface AccessToken extends Principal {
  expiresAt: Date;
}

/** Short-lived signed tokens that say who asks. JSON Web Token, RFC 7519, HS256 and nothing else. */
@Injectable()
export class AccessTokens {
  readonly ttlSeconds: number;
  private readonly sign: (payload: Record<string, string>) => string;
  private readonly read: (token: string) => unknown;

  constructor({ tokens }: AppConfig) {
    this.ttlSeconds = tokens.accessTtlSeconds;
    this.sign = createSigner({
      key: tokens.accessSecret,
      algorithm: 'HS256',
      expiresIn: tokens.accessTtlSeconds * 1000,
      iss: ISSUER,
      aud: AUDIENCE,
    });
    this.read = createVerifier({
      key: tokens.accessSecret,
      algorithms: ['HS256'],
      allowedIss: ISSUER,
      allowedAud: AUDIENCE,
      requiredClaims: ['sub', 'exp'],
      // A fan's phone sends one token many times a minute: checking the signature once is enough.
      cache: 5000,
    });
  }

  issue({ userId, role, sessionId }: Principal): string {
    return this.sign({ sub: userId, role, sid: sessionId });
  }

  /** @throws TokenExpired, TokenInvalid */
  verify(token: string): AccessToken {
    const { sub, role, sid, exp } = this.parse(token);
    return { userId: sub, role, sessionId: sid, expiresAt: new Date(exp * 1000) };
  }

  private parse(token: string): z.infer<typeof claims> {
    try {
      return claims.parse(this.read(token));
    } catch (cause) {
      if (cause instanceof TokenError && cause.code === TokenError.codes.expired)
        throw new TokenExpired({ cause });
      throw new TokenInvalid({ cause });
    }
  }
}
