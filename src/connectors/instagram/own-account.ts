import { ConnectorError } from '../connector.errors.js';
import { NO_SUCH_OBJECT } from './graph.errors.js';
import { type Graph } from './graph.js';
import { FIELDS, media, type MediaNode, owner, ownMediaList } from './graph.schemas.js';
import { ownerToChannelProfile } from './instagram.mapper.js';
import { type AccountPage, type MediaSource, PAGE_SIZE } from './media-source.js';

/** An account read with the token of its owner (Instagram API with Instagram Login). */
export class OwnAccount implements MediaSource {
  readonly way = 'owner';

  constructor(
    private readonly apiUrl: string,
    private readonly graph: Graph,
    private readonly externalId: string,
  ) {}

  /** Costs one call, and one more with the first page for what the account says of itself. */
  async page(after: string | null): Promise<AccountPage> {
    const query = { fields: FIELDS.ownMedia, limit: String(PAGE_SIZE), ...(after !== null && { after }) };
    const url = `${this.apiUrl}/${this.externalId}/media`;
    const page = await this.graph.read('media', url, query, ownMediaList);
    const node =
      after === null
        ? await this.graph.read('me', `${this.apiUrl}/me`, { fields: FIELDS.owner }, owner)
        : undefined;
    return { ...page, profile: node && ownerToChannelProfile(node) };
  }

  async find(mediaId: string): Promise<MediaNode | null> {
    const url = `${this.apiUrl}/${encodeURIComponent(mediaId)}`;
    try {
      return await this.graph.read('media', url, { fields: FIELDS.ownMedia }, media);
    } catch (error) {
      if (error instanceof ConnectorError && error.code === NO_SUCH_OBJECT) return null;
      throw error;
    }
  }
}
