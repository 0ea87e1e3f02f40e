import { type OutboundClient } from '../../platform/outbound/index.js';
import {
  type Call,
  type ChannelProfile,
  type ChannelRef,
  type Connector,
  type ContentBatch,
  type Lookup,
  type SyncCursor,
  type Webhook,
} from '../connector.js';
import { type Spending } from '../spending.js';
import { type AccountReference, parseAccountReference } from './account-reference.js';
import { ActivityWebhook } from './activity-webhook.js';
import { PostLookup } from './post-lookup.js';
import { listPosts } from './posts-listing.js';
import { readPostsCursor } from './sync-cursor.js';
import { XAccount } from './x-account.js';
import { XApi } from './x-api.js';
import { type UserResource } from './x-api.schemas.js';
import { type XClientOptions } from './x-client.js';
import { accountNotFound, accountProtected } from './x.errors.js';
import { toChannelProfile } from './x.mapper.js';

export interface XOptions {
  /** `https://api.x.com` */
  apiUrl: string;
  /** Of the app alone: no user's. */
  bearerToken: string;
  /** The app's secret, which signs what X brings; null where X could not reach us: then we only ask. */
  consumerSecret: string | null;
  /** What may be spent a day, in millionths of a dollar. */
  dailyMicroUsd: number;
  /** How many posts of an account are read at its first look, at least 5: each costs. */
  backlogPosts: number;
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

/** X, read through API v2 by an app that pays for each post and account it is shown. */
export function createXConnector(options: XOptions): Connector {
  const { bearerToken, dailyMicroUsd, consumerSecret, backlogPosts, spending, now, http } = options;
  const client = {
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    account: new XAccount(bearerToken, dailyMicroUsd),
    ...{ spending, now, http },
  };
  return new XConnector(client, backlogPosts, consumerSecret);
}

class XConnector implements Connector {
  readonly platform = 'x';
  readonly lookup: Lookup;
  readonly webhook?: Webhook;

  constructor(
    private readonly client: XClientOptions,
    private readonly backlogPosts: number,
    consumerSecret: string | null,
  ) {
    this.lookup = new PostLookup(client);
    if (consumerSecret !== null) this.webhook = new ActivityWebhook(client, consumerSecret);
  }

  /** Costs one account, and one post where a post leads to its author. */
  async resolveChannel(reference: string, call: Call): Promise<ChannelProfile> {
    const parsed = parseAccountReference(reference);
    const user = await findUser(new XApi(this.client, call), parsed);
    if (user.protected === true) throw accountProtected();
    return toChannelProfile(user);
  }

  listContents(
    { externalId }: ChannelRef,
    stored: SyncCursor | null,
    call: Call,
  ): AsyncIterable<ContentBatch> {
    const api = new XApi(this.client, call);
    return listPosts(api, externalId, readPostsCursor(stored), this.backlogPosts);
  }
}

async function findUser(api: XApi, reference: AccountReference): Promise<UserResource> {
  switch (reference.by) {
    case 'username':
      return api.userByName(reference.username);
    case 'post':
      return api.authorOf(reference.postId);
    case 'id': {
      const [user] = await api.users([reference.id]);
      if (user === undefined) throw accountNotFound();
      return user;
    }
  }
}
