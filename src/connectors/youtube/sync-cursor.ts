import { z } from 'zod';
import { type SyncCursor } from '../connector.js';

/**
 * Where a channel stands that is read through its uploads playlist. The playlist is read from the top; what is
 * published at or before `knownUntil` has been read, except for the pages that `unread` leads to.
 */
const uploadsCursor = z.object({
  source: z.literal('uploads'),
  playlistId: z.string().min(1),
  /** Null until the playlist has been read to its end once. */
  knownUntil: z.iso.datetime().nullable(),
  /** A reading under way: its next page, and what `knownUntil` becomes when it is done. */
  unread: z.object({ pageToken: z.string().min(1), newest: z.iso.datetime().nullable() }).nullable(),
  /** Of the first page. */
  etag: z.string().nullable(),
  /** What videos of the first page were found to be, by id, where the API would not tell again. */
  kinds: z.record(z.string(), z.enum(['short', 'video', 'premiere'])),
  /** When the playlist was last read down to what is known; null before that. */
  sweptAt: z.iso.datetime().nullable().default(null),
  /** Of the feed's entries when it was last read: the feed has no ETag of its own. */
  feedHash: z.string().nullable().default(null),
});
export type UploadsCursor = z.infer<typeof uploadsCursor>;

const feedCursor = z.object({
  source: z.literal('feed'),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
export type FeedCursor = z.infer<typeof feedCursor>;

/** The stored cursor, or the start where there is none, or one of another source or an unknown form. */
export function readUploadsCursor(stored: SyncCursor | null, channelId: string): UploadsCursor {
  const start: UploadsCursor = {
    source: 'uploads',
    playlistId: uploadsPlaylistId(channelId),
    knownUntil: null,
    unread: null,
    etag: null,
    kinds: {},
    sweptAt: null,
    feedHash: null,
  };
  return uploadsCursor.safeParse(stored).data ?? start;
}

export function readFeedCursor(stored: SyncCursor | null): FeedCursor {
  return feedCursor.safeParse(stored).data ?? { source: 'feed', etag: null, lastModified: null };
}

/**
 * Up to when a channel is known once a page was read, whose videos were published then. A time to come must not become the
 * mark: all that is published until then would count as known.
 */
export function knownAfter(mark: string | null, times: readonly string[], now: string): string | null {
  const passed = times.filter((time) => time <= now);
  return (mark === null ? passed : [mark, ...passed]).toSorted().at(-1) ?? null;
}

/** Undocumented but stable for years: saves the call that asks for the id. */
function uploadsPlaylistId(channelId: string): string {
  return channelId.replace(/^UC/, 'UU');
}
