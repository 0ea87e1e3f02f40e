const EPOCH_MS = 1_288_834_974_657n;
const FIRST_USER_ID = 1_100_000_000_000_000_001n;

/** Ids as X makes them (docs.x.com/fundamentals/x-ids): the time in milliseconds, and 22 bits that tell equal ones apart. */
export class IdSource {
  #sequence = 0n;
  #users = 0n;

  /** Later ones of the same moment are greater, too. */
  postId(at: Date): string {
    this.#sequence = (this.#sequence + 1n) & 0x3fffffn;
    return (((BigInt(at.getTime()) - EPOCH_MS) << 22n) | this.#sequence).toString();
  }

  userId(): string {
    this.#users += 1n;
    return (FIRST_USER_ID + this.#users).toString();
  }

  /** `3_` pictures, `7_` films, `16_` animations, as they are told by their keys. */
  mediaKey(kind: 'photo' | 'video' | 'animated_gif', at: Date): string {
    return `${{ photo: 3, video: 7, animated_gif: 16 }[kind]}_${this.postId(at)}`;
  }
}

/** Orders ids, which outgrow the numbers of JSON, from the newest to the oldest. */
export function newestFirst(one: { id: string }, other: { id: string }): number {
  return BigInt(one.id) < BigInt(other.id) ? 1 : -1;
}
