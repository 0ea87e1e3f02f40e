import { Injectable } from '@nestjs/common';
import { type AccountTokens, ConnectorError, type Platform } from '../../connectors/index.js';
import { SealBroken, Seals } from '../../platform/secrets/index.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import type { ChannelGrant } from './channel-grants.tables.js';

const PURPOSE = 'channel grant';

/** The tokens that owners gave us, which are in the clear only here and on their way to the platform. */
@Injectable()
export class GrantedTokens implements AccountTokens {
  constructor(
    private readonly repository: ChannelGrantsRepository,
    private readonly seals: Seals,
  ) {}

  /** @throws ConnectorError `unauthorized` where it cannot be read any more */
  async of(platform: Platform, externalId: string): Promise<string | null> {
    const grant = await this.repository.find(platform, externalId);
    return grant === null ? null : this.open(grant);
  }

  seal(channelId: string, token: string): string {
    return this.seals.seal(PURPOSE, channelId, token);
  }

  /** @throws ConnectorError `unauthorized` where it cannot be read any more */
  open({ channelId, token }: Pick<ChannelGrant, 'channelId' | 'token'>): string {
    try {
      return this.seals.open(PURPOSE, channelId, token);
    } catch (cause) {
      if (!(cause instanceof SealBroken)) throw cause;
      throw new ConnectorError(
        'unauthorized',
        'INSTAGRAM_TOKEN_INVALID',
        'The token was sealed under another JWT_SECRET: its owner has to consent again',
        { cause },
      );
    }
  }
}
