import { ConnectorError } from '../connector.errors.js';
import { type ContentBatch } from '../connector.js';
import { isShown, kindOf, type KnownKind, liveStatusOf, mayBeShort } from './content-kind.js';
import { PAGE_TOKEN_EXPIRED } from './data-api.errors.js';
import { type DataApi, type PlaylistPage } from './data-api.js';
import { type VideoResource } from './data-api.schemas.js';
import { ShortsList } from './shorts-list.js';
import { knownAfter, type UploadsCursor } from './sync-cursor.js';
import { channelNotFound, malformed } from './youtube.errors.js';
import { toContentItem } from './youtube.mapper.js';

type Kinds = ReadonlyMap<string, KnownKind>;

/**
 * Lists a channel's uploads through the Data API, a page of 50 a batch: to the end of the playlist the first time,
 * later down to what is known. The whole first page is read every time, because a video that was scheduled or private
 * keeps its old place when it goes public.
 *
 * Units: 1 when nothing has changed; else 2 a page, and 1 for each 50 Shorts passed when there is a new video that
 * may be one.
 * @throws ConnectorError
 */
export async function* listUploads(
  api: DataApi,
  channelId: string,
  stored: UploadsCursor,
): AsyncGenerator<ContentBatch & { cursor: UploadsCursor }, void, undefined> {
  const shorts = new ShortsList(api, channelId);
  let { cursor, page } = await open(api, channelId, stored);
  if (page === null)
    yield {
      items: [],
      areHints: false,
      coversSince: null,
      unavailableIds: [],
      cursor: swept(cursor, api.now),
    };
  while (page !== null) {
    const ids = [...new Set(page.items.map(({ videoId }) => videoId))];
    const shown = new Map((await api.videos(ids)).filter(isShown).map((video) => [video.id, video]));
    const videos = ids.flatMap((id) => shown.get(id) ?? []);
    const kinds = await kindsOf(videos, new Map(Object.entries(cursor.kinds)), shorts);
    if (cursor.unread === null) cursor = rememberFirstPage(cursor, page, shown, kinds);
    cursor = advance(cursor, page, api.now);
    yield {
      items: videos.map((video) => toContentItem(video, kinds.get(video.id))),
      areHints: false,
      coversSince: null,
      unavailableIds: ids.filter((id) => !shown.has(id)),
      cursor,
    };
    page = cursor.unread === null ? null : await readPage(api, cursor);
  }
}

/** The page to go on with, and the cursor it belongs to; no page where nothing has changed, or nothing is there. */
async function open(
  api: DataApi,
  channelId: string,
  cursor: UploadsCursor,
): Promise<{ cursor: UploadsCursor; page: PlaylistPage | null }> {
  try {
    return { cursor, page: await readPage(api, cursor) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const fromTop = { ...cursor, unread: null, etag: null };
    if (error.code === PAGE_TOKEN_EXPIRED && cursor.unread !== null) return open(api, channelId, fromTop);
    if (error.kind !== 'not_found') throw error;
    // Either the list has an id of its own, or there is none because nothing was ever uploaded, or there is no channel.
    const channel = await api.channel({ id: channelId });
    if (channel === null) throw channelNotFound();
    const playlistId = channel.contentDetails?.relatedPlaylists.uploads ?? '';
    if (playlistId === '' || playlistId === cursor.playlistId) return { cursor, page: null };
    return open(api, channelId, { ...fromTop, playlistId });
  }
}

function readPage(api: DataApi, { playlistId, unread, etag }: UploadsCursor): Promise<PlaylistPage | null> {
  return api.playlistPage(playlistId, unread === null ? { etag } : { pageToken: unread.pageToken });
}

async function kindsOf(videos: VideoResource[], known: Kinds, shorts: ShortsList): Promise<Kinds> {
  const shortIds = await shorts.among(videos.filter((video) => mayBeShort(video) && !known.has(video.id)));
  const kinds = new Map<string, KnownKind>();
  for (const video of videos) {
    const knownKind = known.get(video.id);
    if (mayBeShort(video)) kinds.set(video.id, knownKind ?? (shortIds.has(video.id) ? 'short' : 'video'));
    else if (kindOf(video, knownKind) === 'premiere') kinds.set(video.id, 'premiere');
  }
  return kinds;
}

/**
 * Keeps the ETag only of a page that cannot change behind it: broadcasts start and end without a trace in the
 * playlist, and a video that is listed as published but not shown may be too new for the servers to agree on.
 */
function rememberFirstPage(
  cursor: UploadsCursor,
  page: PlaylistPage,
  shown: ReadonlyMap<string, VideoResource>,
  kinds: Kinds,
): UploadsCursor {
  const isSettled = page.items.every(({ videoId, publishedAt }) => {
    const video = shown.get(videoId);
    if (video === undefined) return publishedAt === null;
    return liveStatusOf(video) === null || liveStatusOf(video) === 'ended';
  });
  return { ...cursor, etag: isSettled ? page.etag : null, kinds: Object.fromEntries(kinds) };
}

/** Where the channel stands once `page` is stored: at its next page, or done. */
function advance(cursor: UploadsCursor, page: PlaylistPage, at: Date): UploadsCursor {
  const { knownUntil, unread } = cursor;
  const times = page.items.flatMap(({ publishedAt }) => publishedAt?.toISOString() ?? []);
  const newest = knownAfter(unread?.newest ?? knownUntil, times, at.toISOString());
  const last = times.at(-1);
  const reachesKnown = knownUntil !== null && last !== undefined && last <= knownUntil;
  const pageToken = reachesKnown ? null : page.nextPageToken;
  if (pageToken === null) return swept({ ...cursor, knownUntil: newest, unread: null }, at);
  if (pageToken === unread?.pageToken) throw malformed('a page that leads to itself');
  return { ...cursor, unread: { pageToken, newest } };
}

function swept(cursor: UploadsCursor, at: Date): UploadsCursor {
  return { ...cursor, sweptAt: at.toISOString() };
}
