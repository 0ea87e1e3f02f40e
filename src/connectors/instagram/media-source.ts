import { type ChannelProfile } from '../connector.js';
import { type MediaNode, type MediaPage } from './graph.schemas.js';

/** Most that a page holds. */
export const PAGE_SIZE = 50;

export interface AccountPage extends MediaPage {
  /** What the account says of itself, where the page tells. */
  profile: ChannelProfile | undefined;
}

/** One of the ways to read an account. */
export interface MediaSource {
  /** Cursors of one way lead nowhere in the other. */
  readonly way: 'owner' | 'discovery';
  /** A page of what the account shows; the first where `after` is null. @throws ConnectorError */
  page(after: string | null): Promise<AccountPage>;
  /** @returns null where the account does not show it, or not among its latest @throws ConnectorError */
  find(mediaId: string): Promise<MediaNode | null>;
}
