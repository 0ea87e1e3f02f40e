import { z } from 'zod';
import { type SyncCursor } from '../connector.js';

const id = z.string().regex(/^\d{1,19}$/);

/** Where an account stands. Ids grow with time: what is at or below `sinceId` has been read. */
const postsCursor = z.object({
  source: z.literal('posts'),
  /** Null until the first look is done. */
  sinceId: id.nullable(),
  /** A reading under way, newest first. */
  unread: z
    .object({
      /** Its next page; null where it goes on below `untilId` alone. */
      pageToken: z.string().min(1).nullable(),
      untilId: id.nullable(),
      /** Of what has been read of it so far. */
      newestId: id.nullable(),
      oldestId: id.nullable(),
      posts: z.int().nonnegative(),
    })
    .nullable(),
});
export type PostsCursor = z.infer<typeof postsCursor>;

/** The stored cursor, or the start where there is none, or one of an unknown form. */
export function readPostsCursor(stored: SyncCursor | null): PostsCursor {
  return postsCursor.safeParse(stored).data ?? { source: 'posts', sinceId: null, unread: null };
}
