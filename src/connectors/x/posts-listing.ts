import { ConnectorError } from '../connector.errors.js';
import { type ContentBatch } from '../connector.js';
import { newestId, oldestId } from './ids.js';
import { type PostsCursor } from './sync-cursor.js';
import { type XApi } from './x-api.js';
import { type PostList } from './x-api.schemas.js';
import { malformed, PAGE_TOKEN_EXPIRED } from './x.errors.js';
import { newestVersionOf, toContentItem } from './x.mapper.js';

/** X gives no fewer. */
const SMALLEST_PAGE = 5;
/**
 * What a page may cost is set aside until it is there: small pages let many looks share what is left of a day's money,
 * and asking again is free.
 */
const PAGE = 20;

/**
 * Lists what an account posts, a page a batch: the first time the newest `backlog` posts, of which X shows 3,200 at most;
 * later what is newer than the cursor, which costs nothing when there is nothing. An edit comes as a newer post.
 * @throws ConnectorError
 */
export async function* listPosts(
  api: XApi,
  userId: string,
  stored: PostsCursor,
  backlog: number,
): AsyncGenerator<ContentBatch & { cursor: PostsCursor }, void, undefined> {
  let cursor = stored;
  do {
    const read = await readOn(api, userId, cursor, backlog);
    const { page } = read;
    cursor = advance(read.cursor, page, backlog);
    yield {
      items: page.data
        .filter((post) => newestVersionOf(post) === post.id)
        .map((post) => toContentItem(post, page.includes)),
      areHints: false,
      coversSince: null,
      unavailableIds: [],
      cursor,
    };
  } while (cursor.unread !== null);
}

/** The page to go on with, and the cursor it belongs to: another one where X has forgotten the page's token. */
async function readOn(
  api: XApi,
  userId: string,
  cursor: PostsCursor,
  backlog: number,
): Promise<{ page: PostList; cursor: PostsCursor }> {
  const { sinceId, unread } = cursor;
  const { pageToken = null, untilId = null } = unread ?? {};
  const maxResults = pageSize(cursor, backlog);
  try {
    return { cursor, page: await api.timeline(userId, { sinceId, untilId, pageToken, maxResults }) };
  } catch (error) {
    const isForgotten = error instanceof ConnectorError && error.code === PAGE_TOKEN_EXPIRED;
    if (!isForgotten || unread === null || pageToken === null) throw error;
    const below = { ...unread, pageToken: null, untilId: unread.oldestId ?? untilId };
    return readOn(api, userId, { ...cursor, unread: below }, backlog);
  }
}

/** Small where next to nothing is expected; no more than what is left of the backlog. */
function pageSize({ sinceId, unread }: PostsCursor, backlog: number): number {
  if (sinceId === null) return Math.min(PAGE, backlog - (unread?.posts ?? 0));
  return unread === null ? SMALLEST_PAGE : PAGE;
}

/** Where the account stands once `page` is stored: at its next page, or done. */
function advance(cursor: PostsCursor, page: PostList, backlog: number): PostsCursor {
  const { sinceId, unread } = cursor;
  const ids = page.data.map(({ id }) => id);
  const newest = newestId([unread?.newestId ?? [], ids].flat());
  const posts = (unread?.posts ?? 0) + ids.length;
  const pageToken = page.meta?.next_token ?? null;
  const isEnough = sinceId === null && backlog - posts < SMALLEST_PAGE;
  if (pageToken === null || isEnough) return { ...cursor, sinceId: newest ?? sinceId, unread: null };
  if (pageToken === unread?.pageToken) throw malformed('a page that leads to itself');
  return {
    ...cursor,
    unread: {
      pageToken,
      untilId: unread?.untilId ?? null,
      newestId: newest,
      oldestId: oldestId([unread?.oldestId ?? [], ids].flat()),
      posts,
    },
  };
}
