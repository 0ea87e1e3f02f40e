import { ConnectorError } from '../connector.errors.js';
import { type ChannelProfile, type ChannelRef } from '../connector.js';
import { parseAccountReference } from './account-reference.js';
import { type Graph } from './graph.js';
import { discoveredMedia, discoveredUser, FIELDS, type MediaNode } from './graph.schemas.js';
import { toChannelProfile } from './instagram.mapper.js';
import { type AccountPage, type MediaSource, PAGE_SIZE } from './media-source.js';

/** One item is not worth more calls than this. */
const PAGES_FOR_ONE = 4;

/**
 * Other people's professional accounts, read by their names with the operator's token (Instagram API with Facebook
 * Login, business discovery). Its one node is the operator's own account; all else is asked for in `fields`.
 */
export class BusinessDiscovery {
  constructor(
    /** `https://graph.facebook.com/v25.0/17841400000000000` */
    private readonly nodeUrl: string,
    private readonly graph: Graph,
  ) {}

  async profile(username: string): Promise<ChannelProfile> {
    const fields = `business_discovery.username(${username}){${FIELDS.user}}`;
    const answer = await this.graph.read('business_discovery', this.nodeUrl, { fields }, discoveredUser);
    return toChannelProfile(answer.business_discovery);
  }

  async page(username: string, after: string | null): Promise<AccountPage> {
    const media = `media.limit(${PAGE_SIZE})${after === null ? '' : `.after(${after})`}{${FIELDS.media}}`;
    const fields = `business_discovery.username(${username}){${FIELDS.user},${media}}`;
    const answer = await this.graph.read('business_discovery', this.nodeUrl, { fields }, discoveredMedia);
    const { media: page, ...user } = answer.business_discovery;
    return { ...page, profile: toChannelProfile(user) };
  }
}

/** One of these accounts. It is asked for by its name, which is trusted no further than the id in the answer says. */
export class DiscoveredAccount implements MediaSource {
  readonly way = 'discovery';
  private readonly username: string;

  constructor(
    private readonly discovery: BusinessDiscovery,
    private readonly channel: ChannelRef & { handle: string },
  ) {
    this.username = parseAccountReference(channel.handle);
  }

  /** Costs one call. */
  async page(after: string | null): Promise<AccountPage> {
    const page = await this.discovery.page(this.username, after);
    if (page.profile?.externalId !== this.channel.externalId) throw renamed();
    return page;
  }

  async find(mediaId: string): Promise<MediaNode | null> {
    let after: string | null = null;
    for (let read = 0; read < PAGES_FOR_ONE; read++) {
      const page: AccountPage = await this.page(after);
      const found = page.media.find(({ id }) => id === mediaId);
      if (found !== undefined) return found;
      if (page.after === null) return null;
      after = page.after;
    }
    return null;
  }
}

function renamed(): ConnectorError {
  return new ConnectorError(
    'not_found',
    'INSTAGRAM_ACCOUNT_RENAMED',
    'The name that this account had is now that of another one',
  );
}
