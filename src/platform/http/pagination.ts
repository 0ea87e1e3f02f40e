import { z } from 'zod';

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(20)
  .meta({ description: 'How many items, 1 to 100.' });

/** Query of a catalogue that is read by page number. Extend it with the list's own filters. */
export const pageQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1).meta({ description: 'From 1.' }),
  limit,
});

/** Query of a stream that is read by cursor. Extend it with the list's own filters. */
export const cursorQuery = z.strictObject({
  cursor: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: '`nextCursor` of the page before; opaque.' }),
  limit,
});

export const pageInfo = z
  .object({
    page: z.int(),
    limit: z.int(),
    total: z.int(),
    totalPages: z.int(),
    hasNext: z.boolean(),
    hasPrev: z.boolean(),
  })
  .meta({ id: 'PageInfo' });

export const cursorInfo = z
  .object({ limit: z.int(), nextCursor: z.string().nullable(), hasNext: z.boolean() })
  .meta({ id: 'CursorInfo' });

export type PageInfo = z.infer<typeof pageInfo>;
export type CursorInfo = z.infer<typeof cursorInfo>;

/** A part of a list, with where it stands. Controllers return it; the envelope puts its parts where they belong. */
export class ListPart<T> {
  constructor(
    readonly items: readonly T[],
    readonly pagination: PageInfo | CursorInfo,
    readonly metadata?: Record<string, unknown>,
  ) {}

  /** The same part of the list, showing these in place of its items. */
  with<U>(items: readonly U[]): ListPart<U> {
    return new ListPart(items, this.pagination, this.metadata);
  }
}

export function pageOf<T>(
  items: readonly T[],
  total: number,
  query: { page: number; limit: number },
): ListPart<T> {
  const { page, limit } = query;
  const totalPages = Math.ceil(total / limit);
  return new ListPart(items, {
    page,
    limit,
    total,
    totalPages,
    hasNext: page < totalPages,
    hasPrev: page > 1,
  });
}

/**
 * A page of a stream, out of `limit + 1` rows: the one too many only tells that there is more.
 * @param cursorOf the cursor that goes on after a given row
 */
export function streamOf<T>(rows: readonly T[], limit: number, cursorOf: (last: T) => string): ListPart<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasNext = rows.length > limit;
  return new ListPart(items, {
    limit,
    hasNext,
    nextCursor: hasNext && last !== undefined ? cursorOf(last) : null,
  });
}
