import { type ContentBatch } from '../connector.js';
import { malformed } from './instagram.errors.js';
import { toContentItem } from './instagram.mapper.js';
import { type MediaCursor } from './media-cursor.js';
import { type AccountPage, type MediaSource } from './media-source.js';

/** What shows later than its time says (a post that was planned, for one) is found by reading so far into the known. */
const OVERLAP_MS = 86_400_000;
/** What was deleted from below the first page is missed no later. */
const SWEEP_EVERY_MS = 7 * 86_400_000;
/** Before Instagram. */
const BEGINNING = new Date(0);

export interface ListingOptions {
  /** How many posts the first reading, and each sweep, goes back. */
  backlogPosts: number;
  now: Date;
}

/**
 * Lists what an account posted, a page a batch: the backlog the first time, later down to what is known. There is neither
 * a filter by time nor a promise of an order; pages come newest first. Once a week the backlog is read anew, in one batch.
 * @throws ConnectorError
 */
export async function* listMedia(
  source: MediaSource,
  stored: MediaCursor,
  options: ListingOptions,
): AsyncGenerator<ContentBatch, void, undefined> {
  if (isSweepDue(stored, options.now)) {
    const backlog = await readBacklog(source, options.backlogPosts);
    yield toBatch(backlog, coverageOf(backlog), done(stored, backlog, options.now));
    return;
  }
  let cursor = stored;
  do {
    const isTop = cursor.unread === null;
    const page = await source.page(cursor.unread?.after ?? null);
    cursor = advance(cursor, page, source.way, options);
    yield toBatch(page, isTop ? coverageOf(page) : null, cursor);
  } while (cursor.unread !== null);
}

function isSweepDue({ unread, sweptAt }: MediaCursor, now: Date): boolean {
  return unread === null && sweptAt !== null && now.getTime() - Date.parse(sweptAt) >= SWEEP_EVERY_MS;
}

async function readBacklog(source: MediaSource, backlogPosts: number): Promise<AccountPage> {
  const backlog = await source.page(null);
  while (backlog.after !== null && backlog.media.length < backlogPosts) {
    const { media, after } = await source.page(backlog.after);
    if (after === backlog.after) throw leadsToItself();
    backlog.media.push(...media);
    backlog.after = after;
  }
  return backlog;
}

/** Where the account stands once `page` is stored: at its next page, or done. */
function advance(
  cursor: MediaCursor,
  page: AccountPage,
  way: MediaSource['way'],
  { backlogPosts, now }: ListingOptions,
): MediaCursor {
  const { knownUntil, unread } = cursor;
  const posts = (unread?.posts ?? 0) + page.media.length;
  const last = page.media.at(-1)?.timestamp.getTime() ?? 0;
  const isRead = knownUntil === null ? posts >= backlogPosts : last <= Date.parse(knownUntil) - OVERLAP_MS;
  if (page.after === null || isRead)
    return { ...done(cursor, page, now), sweptAt: cursor.sweptAt ?? now.toISOString() };
  if (page.after === unread?.after) throw leadsToItself();
  return { ...cursor, unread: { way, after: page.after, posts, newest: newestOf(cursor, page, now) } };
}

function done(cursor: MediaCursor, page: AccountPage, now: Date): MediaCursor {
  return { knownUntil: newestOf(cursor, page, now), unread: null, sweptAt: now.toISOString() };
}

/** A time to come must not become the mark: all that is posted until then would count as known. */
function newestOf({ knownUntil, unread }: MediaCursor, { media }: AccountPage, now: Date): string | null {
  const times = media.map(({ timestamp }) => timestamp).filter((time) => time <= now);
  const marks = [unread?.newest ?? knownUntil ?? [], times.map((time) => time.toISOString())].flat();
  return marks.sort().at(-1) ?? null;
}

/** Since when this shows all that there is. Of posts of the very same second, the next page may hold some. */
function coverageOf({ media, after }: AccountPage): Date {
  const last = media.at(-1)?.timestamp;
  return after === null || last === undefined ? BEGINNING : new Date(last.getTime() + 1);
}

function toBatch(page: AccountPage, coversSince: Date | null, cursor: MediaCursor): ContentBatch {
  const { media, profile } = page;
  return {
    ...{ items: media.map(toContentItem), areHints: false, coversSince, unavailableIds: [] },
    ...{ profile, cursor },
  };
}

function leadsToItself(): Error {
  return malformed('a page that leads to itself');
}
