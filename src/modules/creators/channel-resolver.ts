import { Injectable } from '@nestjs/common';
import { type Call, type ChannelProfile, ConnectorError, type Platform } from '../../connectors/index.js';
import { Cacheable } from '../../platform/cache/index.js';
import { Connectors } from './creators.connectors.js';
import { PlatformFailed } from './creators.errors.js';
import type { ChannelRow } from './creators.tables.js';

const RESOLVED_FOR_SECONDS = 300;
/** Somebody waits for the answer. */
const CALL: Call = { priority: 'interactive' };

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
    return connector.resolveChannel(reference, CALL).catch(failed);
  }

  /**
   * Asks for channels by their ids, where the platform tells of many in one call.
   * @returns by their ids; null where there is no such way
   * @throws PlatformNotSupported, XNotConfigured, PlatformFailed
   */
  async resolveIds(platform: Platform, ids: readonly string[]): Promise<Map<string, ChannelProfile> | null> {
    const { lookup } = this.connectors.of(platform);
    if (lookup === undefined) return null;
    const profiles = new Map<string, ChannelProfile>();
    for (let from = 0; from < ids.length; from += lookup.maxIds) {
      const { found } = await lookup.channels(ids.slice(from, from + lookup.maxIds), CALL).catch(failed);
      for (const profile of found) profiles.set(profile.externalId, profile);
    }
    return profiles;
  }

  /**
   * Asks the platform what a channel says of itself at this moment.
   * @returns null where the platform does not show the channel any more
   * @throws PlatformNotSupported, PlatformFailed
   */
  async read({
    platform,
    externalId,
    url,
  }: Pick<ChannelRow, 'platform' | 'externalId' | 'url'>): Promise<ChannelProfile | null> {
    const connector = this.connectors.of(platform);
    if (connector.lookup !== undefined) {
      const { found } = await connector.lookup.channels([externalId], CALL).catch(failed);
      return found[0] ?? null;
    }
    const profile = await connector.resolveChannel(url, CALL).catch(failed);
    // A name may have become somebody else's; an id does not.
    return profile.externalId === externalId ? profile : null;
  }
}

function failed(error: unknown): never {
  throw error instanceof ConnectorError ? new PlatformFailed(error) : error;
}
