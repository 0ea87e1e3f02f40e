import {
  type Call,
  type ChannelProfile,
  type ContentItem,
  type ContentStatistics,
  type Found,
  type Lookup,
} from '../connector.js';
import { MAX_IDS, XApi } from './x-api.js';
import { type PostList, type PostResource } from './x-api.schemas.js';
import { type XClientOptions } from './x-client.js';
import {
  firstVersionOf,
  newestVersionOf,
  toChannelProfile,
  toContentItem,
  toStatistics,
} from './x.mapper.js';

const HOUR_MS = 3_600_000;

/** Looks at posts and accounts by their ids, a hundred a call. Each one found is paid for. */
export class PostLookup implements Lookup {
  readonly maxIds = MAX_IDS;
  readonly bucket = 'money';
  /** X's agreement: what is deleted or changed there is deleted or changed here within 24 hours. */
  readonly pace = { soonestMs: 6 * HOUR_MS, latestMs: 23 * HOUR_MS, aheadMs: 0 };

  constructor(private readonly options: XClientOptions) {}

  async contents(externalIds: readonly string[], call: Call): Promise<Found<ContentItem>> {
    const api = new XApi(this.options, call);
    const lists = await newestVersions(externalIds, (ids) => api.posts(ids));
    const items = lists.flatMap(({ data, includes }) => data.map((post) => toContentItem(post, includes)));
    return found(externalIds, items, ({ externalId }) => externalId);
  }

  async statistics(
    externalIds: readonly string[],
    call: Call,
  ): Promise<Found<{ externalId: string; statistics: ContentStatistics }>> {
    const api = new XApi(this.options, call);
    const lists = await newestVersions(externalIds, (ids) => api.figures(ids));
    const figures = lists.flatMap(({ data }) =>
      data.map((post) => ({ externalId: firstVersionOf(post), statistics: toStatistics(post) })),
    );
    return found(externalIds, figures, ({ externalId }) => externalId);
  }

  async channels(externalIds: readonly string[], call: Call): Promise<Found<ChannelProfile>> {
    const users = await new XApi(this.options, call).users(externalIds);
    return found(externalIds, users.map(toChannelProfile), ({ externalId }) => externalId);
  }
}

/** X answers with the version that was asked for: of what has been edited since, the newest is asked for, too. */
async function newestVersions(
  firstIds: readonly string[],
  read: (ids: readonly string[]) => Promise<PostList>,
): Promise<PostList[]> {
  const isNewest = (post: PostResource): boolean => newestVersionOf(post) === post.id;
  const first = await read(firstIds);
  const edited = first.data.filter((post) => !isNewest(post)).map(newestVersionOf);
  const current = { ...first, data: first.data.filter(isNewest) };
  return edited.length === 0 ? [current] : [current, await read(edited)];
}

function found<T>(asked: readonly string[], items: T[], idOf: (item: T) => string): Found<T> {
  const shown = new Set(items.map(idOf));
  return { found: items, missingIds: asked.filter((id) => !shown.has(id)) };
}
