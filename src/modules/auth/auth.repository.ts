import { Injectable } from '@nestjs/common';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { Database, type Executor } from '../../platform/database/index.js';
import { passwords, refreshTokens, sessions } from './auth.tables.js';

export interface NewSession {
  userId: string;
  userAgent: string;
  ip: string;
  expiresAt: Date;
}

@Injectable()
export class AuthRepository {
  constructor(private readonly database: Database) {}

  async insertPassword(executor: Executor, userId: string, hash: string): Promise<void> {
    await executor.insert(passwords).values({ userId, hash });
  }

  async findPassword(userId: string): Promise<string | null> {
    const [row] = await this.database.db.select().from(passwords).where(eq(passwords.userId, userId));
    return row?.hash ?? null;
  }

  async insertSession(executor: Executor, session: NewSession): Promise<string> {
    const [row] = await executor.insert(sessions).values(session).returning({ id: sessions.id });
    if (row === undefined) throw new TypeError('an insert returns its row');
    return row.id;
  }

  async insertRefreshToken(executor: Executor, hash: string, sessionId: string): Promise<void> {
    await executor.insert(refreshTokens).values({ hash, sessionId });
  }

  /** Marks a token as used and moves its session's end. @returns null unless it was unused and its session lives */
  async consume(
    executor: Executor,
    hash: string,
    ttlSeconds: number,
  ): Promise<{ sessionId: string; userId: string } | null> {
    const [token] = await executor
      .update(refreshTokens)
      .set({ usedAt: sql`now()` })
      .where(and(eq(refreshTokens.hash, hash), isNull(refreshTokens.usedAt)))
      .returning({ sessionId: refreshTokens.sessionId });
    if (token === undefined) return null;
    const [session] = await executor
      .update(sessions)
      .set({ expiresAt: sql`now() + make_interval(secs => ${ttlSeconds})` })
      .where(
        and(eq(sessions.id, token.sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)),
      )
      .returning({ sessionId: sessions.id, userId: sessions.userId });
    return session ?? null;
  }

  /** Ends the session a token belongs to, whether the token was used or not. @returns whether there was one */
  async revokeByToken(hash: string): Promise<boolean> {
    const revoked = await this.database.db
      .update(sessions)
      .set({ revokedAt: sql`coalesce(${sessions.revokedAt}, now())` })
      .from(refreshTokens)
      .where(and(eq(refreshTokens.hash, hash), eq(refreshTokens.sessionId, sessions.id)))
      .returning({ id: sessions.id });
    return revoked.length > 0;
  }

  async revoke(sessionId: string): Promise<void> {
    await this.database.db
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  }
}
