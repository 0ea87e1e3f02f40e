import type { ContentRow } from '../../contents/index.js';
import type { ChannelRow, CreatorRow } from '../../creators/index.js';
import type { SearchDocument } from '../engine/search-engine.js';
import { standingOf } from '../standing.js';
import { searchableText } from '../text/searchable-text.js';

/** Where a platform shows no views, a like says as much as so many of them. */
const VIEWS_A_LIKE = 20;

export function documentOfCreator(creator: CreatorRow, channels: readonly ChannelRow[]): SearchDocument {
  const { id, displayName, name, tags, category, createdAt, followerCount } = creator;
  const names = new Set([name, ...channels.flatMap(({ title, handle }) => [title, handle ?? ''])]);
  names.delete(displayName);
  return {
    kind: 'creators',
    id,
    creatorId: id,
    title: displayName,
    keys: searchableText({ title: displayName, byline: [...names].join(' '), tags }),
    platforms: [...new Set(channels.map(({ platform }) => platform))],
    type: null,
    category,
    publishedAt: createdAt,
    popularity: followerCount,
    standing: standingOf('creators', followerCount, createdAt),
  };
}

/** @param creator whose it is; undefined where they are gone at this very moment, and it with them */
export function documentOfContent(content: ContentRow, creator: CreatorRow | undefined): SearchDocument {
  const { id, creatorId, title, tags, platform, type, publishedAt } = content;
  const popularity = content.views ?? (content.likes ?? 0) * VIEWS_A_LIKE;
  return {
    kind: 'contents',
    id,
    creatorId,
    title,
    keys: searchableText({ title, byline: creator?.displayName ?? '', tags }),
    platforms: [platform],
    type,
    category: creator?.category ?? null,
    publishedAt,
    popularity,
    standing: standingOf('contents', popularity, publishedAt),
  };
}
