import { z } from 'zod';
import { type SyncCursor } from '../connector.js';
import { type MediaSource } from './media-source.js';

/** Where an account stands. It is read from the top; what was posted at or before `knownUntil` has been read. */
const mediaCursor = z.object({
  /** Null until the backlog has been read once. */
  knownUntil: z.iso.datetime().nullable(),
  /** A reading under way: its next page, how many posts it has seen, and what `knownUntil` becomes when it is done. */
  unread: z
    .object({
      way: z.enum(['owner', 'discovery']),
      after: z.string().min(1),
      posts: z.int().nonnegative(),
      newest: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** When the whole backlog was last read; null before that. */
  sweptAt: z.iso.datetime().nullable(),
});
export type MediaCursor = z.infer<typeof mediaCursor>;

const START: MediaCursor = { knownUntil: null, unread: null, sweptAt: null };

/** The stored cursor, or the start; a reading that was begun in another way begins anew. */
export function readMediaCursor(stored: SyncCursor | null, way: MediaSource['way']): MediaCursor {
  const cursor = mediaCursor.safeParse(stored).data ?? START;
  return cursor.unread?.way === way ? cursor : { ...cursor, unread: null };
}
