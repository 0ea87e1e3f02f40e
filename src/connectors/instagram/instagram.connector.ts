import { type OutboundClient } from '../../platform/outbound/index.js';
import {
  type Call,
  type ChannelProfile,
  type ChannelRef,
  type Connector,
  type ContentBatch,
  type ContentItem,
  type SyncCursor,
} from '../connector.js';
import { type AccountTokens, type Spending } from '../spending.js';
import { Access } from './access.js';
import { parseAccountReference } from './account-reference.js';
import { BusinessDiscovery, DiscoveredAccount } from './business-discovery.js';
import { Graph } from './graph.js';
import { notConfigured } from './instagram.errors.js';
import { toContentItem } from './instagram.mapper.js';
import { readMediaCursor } from './media-cursor.js';
import { listMedia } from './media-listing.js';
import { type MediaSource } from './media-source.js';
import { OwnAccount } from './own-account.js';

export interface InstagramOptions {
  /** `https://graph.instagram.com` */
  apiUrl: string;
  /** How to read accounts whose owners were not asked; null where the operator has no access to it. */
  discovery: DiscoveryOptions | null;
  /** How many posts of an account are read at first sight. */
  backlogPosts: number;
  /** Of the owners who let MyPick read their accounts. */
  tokens: AccountTokens;
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

export interface DiscoveryOptions {
  /** `https://graph.facebook.com/v25.0` */
  url: string;
  token: string;
  /** The operator's own professional account, in whose name others are looked up. */
  accountId: string;
}

/**
 * Instagram. An account whose owner let MyPick read it is read with that token; any other professional account through
 * business discovery, where the operator has it; personal accounts cannot be read at all.
 */
export function createInstagramConnector(options: InstagramOptions): Connector {
  return new InstagramConnector(options);
}

class InstagramConnector implements Connector {
  readonly platform = 'instagram';

  constructor(private readonly options: InstagramOptions) {}

  /** Costs one call of business discovery. */
  async resolveChannel(reference: string, call: Call): Promise<ChannelProfile> {
    const username = parseAccountReference(reference);
    const discovery = this.discovery(call);
    if (discovery === null) throw notConfigured();
    return discovery.profile(username);
  }

  async *listContents(
    channel: ChannelRef,
    stored: SyncCursor | null,
    call: Call,
  ): AsyncGenerator<ContentBatch, void, undefined> {
    const source = await this.sourceOf(channel, call);
    const { backlogPosts, now } = this.options;
    yield* listMedia(source, readMediaCursor(stored, source.way), { backlogPosts, now: now() });
  }

  async findItem(channel: ChannelRef, externalId: string, call: Call): Promise<ContentItem | null> {
    const source = await this.sourceOf(channel, call);
    const node = await source.find(externalId);
    return node && toContentItem(node);
  }

  /** @throws ConnectorError `INSTAGRAM_NOT_CONFIGURED` where there is no way to read the account */
  private async sourceOf({ externalId, handle }: ChannelRef, call: Call): Promise<MediaSource> {
    const { apiUrl, tokens } = this.options;
    const token = await tokens.of('instagram', externalId);
    if (token !== null) {
      const graph = new Graph(this.options, Access.ofOwner(token, externalId), call);
      return new OwnAccount(apiUrl, graph, externalId);
    }
    const discovery = this.discovery(call);
    if (discovery === null || handle === null) throw notConfigured();
    return new DiscoveredAccount(discovery, { externalId, handle });
  }

  private discovery(call: Call): BusinessDiscovery | null {
    const { discovery } = this.options;
    if (discovery === null) return null;
    const graph = new Graph(this.options, Access.ofOperator(discovery.token), call);
    return new BusinessDiscovery(`${discovery.url}/${discovery.accountId}`, graph);
  }
}
