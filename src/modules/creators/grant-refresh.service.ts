import { Injectable } from '@nestjs/common';
import { ConnectorError, type InstagramLogin } from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { type JobContext, JobHandler } from '../../platform/queue/index.js';
import { Log } from '../../platform/telemetry/index.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import type { ChannelGrant } from './channel-grants.tables.js';
import { Connectors } from './creators.connectors.js';
import { refreshChannelGrants } from './creators.jobs.js';
import { CreatorsService } from './creators.service.js';
import { nextAttempt, refreshTime } from './grant-refresh.js';
import { GrantedTokens } from './granted-tokens.js';

const AT_A_TIME = 50;
/** A refresh whose job dies is taken up again after this. */
const LEASE_MS = 15 * 60_000;

/** Renews the tokens that owners gave us before they end, and says when one has ended all the same. */
@Injectable()
export class GrantRefreshService {
  constructor(
    private readonly database: Database,
    private readonly repository: ChannelGrantsRepository,
    private readonly creators: CreatorsService,
    private readonly tokens: GrantedTokens,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @JobHandler(refreshChannelGrants)
  async refreshDue(_data: object, { signal }: JobContext): Promise<void> {
    const login = this.connectors.instagramLogin;
    if (login === null) return;
    await this.repository.forgetStatesBefore(this.clock.now());
    let due: ChannelGrant[];
    do {
      const now = this.clock.now();
      due = await this.repository.takeDue(AT_A_TIME, now, new Date(now.getTime() + LEASE_MS));
      for (const grant of due) await this.refresh(grant, login);
    } while (due.length === AT_A_TIME && !signal.aborted);
  }

  private async refresh(grant: ChannelGrant, login: InstagramLogin): Promise<void> {
    try {
      const next = await login.refresh(this.tokens.open(grant));
      await this.repository.renew(grant, {
        ...{ issuedAt: next.issuedAt, expiresAt: next.expiresAt, refreshDueAt: refreshTime(next) },
        token: this.tokens.seal(grant.channelId, next.token),
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await this.putOff(grant, error);
    }
  }

  /** Whoever looks at the channel sees it when only its owner can mend it. */
  private async putOff(grant: ChannelGrant, { kind, code, message }: ConnectorError): Promise<void> {
    const { channelId, failures, expiresAt } = grant;
    const now = this.clock.now();
    const isOver = kind === 'unauthorized' || expiresAt <= now;
    await this.database.transaction(async (tx) => {
      await this.repository.putOff(tx, grant, nextAttempt(failures, now));
      if (isOver) await this.creators.recordSync(tx, channelId, { code: 'INSTAGRAM_TOKEN_INVALID', message });
    });
    this.log.warn('channel.token_refresh_failed', { channelId, code, failures: failures + 1 });
  }
}
