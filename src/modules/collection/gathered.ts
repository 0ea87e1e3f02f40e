import type { ContentBatch } from '../../connectors/index.js';

/**
 * Joins what a channel's listing yields into fewer, larger batches, as storing one costs much the same however full it is.
 * The first is passed on at once, because somebody may be waiting for it. When the listing fails, what was gathered
 * before comes first.
 * @param enough items that a batch needs to be passed on
 */
export async function* gathered(
  batches: AsyncIterable<ContentBatch>,
  enough: number,
): AsyncGenerator<ContentBatch, void, undefined> {
  let isFirst = true;
  let waiting: ContentBatch | null = null;
  try {
    for await (const batch of batches) {
      if (waiting !== null && waiting.areHints !== batch.areHints) {
        yield waiting;
        waiting = null;
      }
      waiting = waiting === null ? batch : joined(waiting, batch);
      if (!isFirst && waiting.items.length < enough) continue;
      yield waiting;
      waiting = null;
      isFirst = false;
    }
  } catch (error) {
    if (waiting !== null) yield waiting;
    throw error;
  }
  if (waiting !== null) yield waiting;
}

function joined(earlier: ContentBatch, later: ContentBatch): ContentBatch {
  return {
    items: [...earlier.items, ...later.items],
    areHints: later.areHints,
    coversSince: earliest(earlier.coversSince, later.coversSince),
    unavailableIds: [...earlier.unavailableIds, ...later.unavailableIds],
    profile: later.profile ?? earlier.profile,
    cursor: later.cursor,
  };
}

/** What one of two lists shows all of, both together show. */
function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
