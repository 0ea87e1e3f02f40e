import { type ContentBatch } from '../connector.js';
import { type DataApi } from './data-api.js';
import { knownAfter, type UploadsCursor } from './sync-cursor.js';
import { listedToContentItem, oldest } from './youtube.mapper.js';

/**
 * Reads the first page of a channel's uploads for what feeds and pushes did not show: a video that went public at its
 * old place, one that is gone. Costs 1 unit, half of what listing costs: what is news is looked up in one call with that
 * of other channels.
 * @returns null where all of the page is new: there may be more, and the list has to be read
 * @throws ConnectorError
 */
export async function sweepUploads(
  api: DataApi,
  cursor: UploadsCursor & { knownUntil: string },
): Promise<ContentBatch | null> {
  const page = await api.playlistPage(cursor.playlistId, { withWords: true });
  const listed = page?.items ?? [];
  const items = listed.flatMap(({ videoId, publishedAt, words }) =>
    publishedAt === null || words === null ? [] : [listedToContentItem(videoId, publishedAt, words)],
  );
  const times = items.map(({ publishedAt }) => publishedAt.toISOString());
  if (page?.nextPageToken != null && times.every((time) => time > cursor.knownUntil)) return null;
  const now = api.now.toISOString();
  return {
    items,
    areHints: true,
    coversSince: oldest(items),
    unavailableIds: listed.filter(({ publishedAt }) => publishedAt === null).map(({ videoId }) => videoId),
    // The feed is to tell all that it shows once more: of Shorts, which a playlist does not tell apart, it may know better.
    cursor: {
      ...cursor,
      ...{ knownUntil: knownAfter(cursor.knownUntil, times, now), sweptAt: now, feedHash: null },
    },
  };
}
