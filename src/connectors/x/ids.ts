/** When ids began to hold their time, and where in them it stands (docs.x.com/fundamentals/x-ids). */
const EPOCH_MS = 1_288_834_974_657n;
const TIME_BITS = 22n;

/** When a post of this id was made, to the second, as X says it. Holds for ids since November 2010. */
export function timeOfId(id: string): Date {
  const ms = Number((BigInt(id) >> TIME_BITS) + EPOCH_MS);
  return new Date(Math.floor(ms / 1000) * 1000);
}

/** The newest, or oldest, of some ids; null of none. Ids are numbers of up to 64 bits. */
export function newestId(ids: readonly string[]): string | null {
  return ordered(ids).at(-1) ?? null;
}

export function oldestId(ids: readonly string[]): string | null {
  return ordered(ids)[0] ?? null;
}

function ordered(ids: readonly string[]): string[] {
  return ids.toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
}
