import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { ConnectorError, type InstagramLogin, type OwnerGrant } from '../../connectors/index.js';
import { Database } from '../../platform/database/index.js';
import { AppError } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import { API_PREFIX, type Principal } from '../../platform/http/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { UsersService } from '../users/index.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import type { GrantCallback } from './channel-grants.schemas.js';
import { Connectors } from './creators.connectors.js';
import {
  GrantDeclined,
  InstagramNotConfigured,
  PlatformFailed,
  SignatureInvalid,
} from './creators.errors.js';
import { channelAuthorized } from './creators.events.js';
import { CreatorsService } from './creators.service.js';
import { refreshTime } from './grant-refresh.js';
import { type GrantRequest, GrantStates } from './grant-states.js';
import { GrantedTokens } from './granted-tokens.js';

/** Owners of Instagram accounts let us read theirs, and think better of it. */
@Injectable()
export class ChannelGrantsService {
  constructor(
    private readonly database: Database,
    private readonly repository: ChannelGrantsRepository,
    private readonly creators: CreatorsService,
    private readonly users: UsersService,
    private readonly tokens: GrantedTokens,
    private readonly states: GrantStates,
    private readonly connectors: Connectors,
    private readonly events: Events,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /**
   * Where the owner of a creator's account is asked.
   * @throws CreatorNotFound, Forbidden, InstagramNotConfigured
   */
  async authorize(creatorId: string, me: Principal): Promise<{ url: string }> {
    await this.creators.requireManaged(creatorId, me);
    const state = this.states.issue({ creatorId, userId: me.userId });
    return { url: this.login().authorizeUrl(this.callbackUrl, state) };
  }

  /**
   * Takes in what an owner's browser brings back.
   * @returns where it is sent on to: our front end, with `connected` or the code of what went wrong
   */
  async complete(callback: GrantCallback): Promise<string> {
    try {
      await this.accept(callback);
      return this.clientUrl('connected');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.log.warn('channel.authorization_failed', { code: error.code });
      return this.clientUrl(error.code);
    }
  }

  /** @throws CreatorNotFound, CreatorChannelNotFound, Forbidden */
  async withdraw(creatorId: string, channelId: string, me: Principal): Promise<{ authorized: false }> {
    await this.creators.requireManaged(creatorId, me);
    await this.creators.requireChannel(creatorId, channelId);
    await this.repository.delete(channelId);
    return { authorized: false };
  }

  /**
   * Forgets the tokens of an account whose owner has removed our application at Meta, or wants their data deleted.
   * @returns what Meta shows them (developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback)
   * @throws InstagramNotConfigured, SignatureInvalid
   */
  async deauthorize(signedRequest: string): Promise<{ url: string; confirmation_code: string }> {
    const channelIds = await this.repository.deleteOfAccount(this.accountIn(signedRequest));
    for (const channelId of channelIds) this.log.info('channel.deauthorized', { channelId });
    return { url: this.clientUrl('forgotten'), confirmation_code: randomBytes(8).toString('hex') };
  }

  private async accept({ state, code, error }: GrantCallback): Promise<void> {
    const request = await this.states.use(state);
    if (error !== undefined || code === undefined) throw new GrantDeclined();
    const grant = await this.login()
      .redeem(code, this.callbackUrl)
      .catch((cause: unknown) => {
        throw cause instanceof ConnectorError ? new PlatformFailed(cause) : cause;
      });
    await this.keep(request, grant);
  }

  /** @throws CreatorNotFound, ChannelAlreadyAdded, UserNotFound where whoever asked has left meanwhile */
  private async keep({ creatorId, userId }: GrantRequest, grant: OwnerGrant): Promise<void> {
    await this.creators.require(creatorId);
    const { token, issuedAt, expiresAt, scopedId } = grant;
    await this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      const { channel, isNew } = await this.creators.adoptChannel(tx, creatorId, grant.account);
      await this.repository.save(tx, {
        ...{ channelId: channel.id, scopedId, issuedAt, expiresAt, grantedBy: userId },
        token: this.tokens.seal(channel.id, token),
        refreshDueAt: refreshTime(grant),
      });
      if (!isNew) await this.events.publish(tx, channelAuthorized, { channelId: channel.id, creatorId });
    });
  }

  private accountIn(signedRequest: string): string {
    try {
      return this.login().readDeauthorization(signedRequest);
    } catch (cause) {
      throw cause instanceof ConnectorError ? new SignatureInvalid({ cause }) : cause;
    }
  }

  private login(): InstagramLogin {
    if (this.connectors.instagramLogin === null) throw new InstagramNotConfigured();
    return this.connectors.instagramLogin;
  }

  private get callbackUrl(): string {
    return `${this.config.http.publicUrl}/${API_PREFIX}/creators/instagram/callback`;
  }

  private clientUrl(result: string): string {
    const url = new URL(this.config.http.clientOrigins[0] ?? this.config.http.publicUrl);
    url.searchParams.set('instagram', result);
    return url.href;
  }
}
