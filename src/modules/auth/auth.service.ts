import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Database, type Executor } from '../../platform/database/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { EmailTaken, presentUser, type UserRow, UsersService } from '../users/index.js';
import { AccessTokens } from './access-tokens.js';
import { AccountSuspended, InvalidCredentials, RefreshTokenInvalid } from './auth.errors.js';
import { AuthRepository } from './auth.repository.js';
import type { Credentials, Registration, SignedIn, Tokens } from './auth.schemas.js';
import { Passwords } from './passwords.js';

/** Where a sign-in comes from, as the request tells. */
export interface Device {
  userAgent: string;
  ip: string;
}

const REFRESH_TOKEN_BYTES = 32;

/** Who is who: accounts are opened, people sign in and out, and sessions are carried on by rotating refresh tokens. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly repository: AuthRepository,
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /** @throws EmailTaken */
  async register({ name, email, password }: Registration, device: Device): Promise<SignedIn> {
    const hash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      const user = await this.users.create(tx, { name, email });
      await this.repository.insertPassword(tx, user.id, hash);
      return this.openSession(tx, user, device);
    });
  }

  /** @throws InvalidCredentials (the same, in the same time, for an unknown address), AccountSuspended */
  async login({ email, password }: Credentials, device: Device): Promise<SignedIn> {
    const user = await this.users.findByEmail(email);
    const stored = user === null ? null : await this.repository.findPassword(user.id);
    const matches = await this.passwords.matches(stored, password);
    if (user === null || !matches) throw new InvalidCredentials();
    if (user.serviceStatus === 'suspended') throw new AccountSuspended();
    return this.signIn(user, device);
  }

  /** Opens a session for someone whose identity is established. */
  signIn(user: UserRow, device: Device): Promise<SignedIn> {
    return this.database.transaction(async (tx) => {
      await this.users.recordLogin(tx, user.id);
      return this.openSession(tx, { ...user, lastLoginAt: new Date() }, device);
    });
  }

  /**
   * Trades a refresh token for new tokens. Each works once: one that comes back was stolen, or its successor was,
   * so its whole session ends (RFC 9700, 4.14.2).
   * @throws RefreshTokenInvalid, AccountSuspended
   */
  async refresh(refreshToken: string): Promise<Tokens> {
    const hash = this.hashOf(refreshToken);
    const tokens = await this.database.transaction(async (tx) => {
      const session = await this.repository.consume(tx, hash, this.config.tokens.refreshTtlSeconds);
      if (session === null) return null;
      const user = await this.users.findById(session.userId);
      if (user?.serviceStatus === 'suspended') throw new AccountSuspended();
      return user === null ? null : this.issueTokens(tx, user, session.sessionId);
    });
    if (tokens !== null) return tokens;
    if (await this.repository.revokeByToken(hash)) this.log.warn('auth.refresh_token_reused');
    throw new RefreshTokenInvalid();
  }

  async logout(sessionId: string): Promise<void> {
    await this.repository.revoke(sessionId);
  }

  /** Makes the account that `ADMIN_EMAIL` and `ADMIN_PASSWORD` describe, unless there is an admin already. */
  async ensureAdmin(): Promise<void> {
    const { admin } = this.config;
    if (admin === null || (await this.users.firstAdmin()) !== null) return;
    if ((await this.users.findByEmail(admin.email)) !== null) {
      // Whoever registered the address first must not become admin by that.
      this.log.error('auth.admin_address_taken', { email: admin.email });
      return;
    }
    const hash = await this.passwords.hash(admin.password);
    try {
      await this.database.transaction(async (tx) => {
        const user = await this.users.create(tx, { name: 'Admin', email: admin.email, role: 'admin' });
        await this.repository.insertPassword(tx, user.id, hash);
      });
    } catch (error) {
      if (error instanceof EmailTaken) return; // Another process that starts at the same moment has made it.
      throw error;
    }
    this.log.info('auth.admin_created', { email: admin.email });
  }

  private async openSession(executor: Executor, user: UserRow, device: Device): Promise<SignedIn> {
    const expiresAt = new Date(Date.now() + this.config.tokens.refreshTtlSeconds * 1000);
    const sessionId = await this.repository.insertSession(executor, {
      userId: user.id,
      expiresAt,
      ...device,
    });
    return { user: presentUser(user), tokens: await this.issueTokens(executor, user, sessionId) };
  }

  private async issueTokens(executor: Executor, user: UserRow, sessionId: string): Promise<Tokens> {
    const refreshToken = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url');
    await this.repository.insertRefreshToken(executor, this.hashOf(refreshToken), sessionId);
    return {
      accessToken: this.accessTokens.issue({ userId: user.id, role: user.role, sessionId }),
      refreshToken,
      expiresIn: this.accessTokens.ttlSeconds,
    };
  }

  private hashOf(refreshToken: string): string {
    return createHmac('sha256', this.config.tokens.refreshSecret).update(refreshToken).digest('base64url');
  }
}
