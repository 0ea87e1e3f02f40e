import { Injectable } from '@nestjs/common';
import { type ChannelProfile, ConnectorError, type Platform } from '../../connectors/index.js';
import { Cacheable } from '../../platform/cache/index.js';
import { Connectors } from './creators.connectors.js';
import { PlatformFailed } from './creators.errors.js';

const RESOLVED_FOR_SECONDS = 300;

/** Finds the channel that a person means. */
@Injectable()
export class ChannelResolver {
  constructor(private readonly connectors: Connectors) {}

  /**
   * Asks the platform, which costs quota: the same question a moment later is answered from the cache.
   * @throws PlatformNotSupported, XNotConfigured, PlatformFailed
   */
  @Cacheable('channel-profile', { ttl: RESOLVED_FOR_SECONDS })
  async resolve(platform: Platform, reference: string): Promise<ChannelProfile> {
    const connector = this.connectors.of(platform);
    try {
      return await connector.resolveChannel(reference, { priority: 'interactive' });
    } catch (error) {
      throw error instanceof ConnectorError ? new PlatformFailed(error) : error;
    }
  }
}
