/** Since June 2026 searches and `batchGetStats` have buckets of their own; every other method served here draws from the main one. */
export type QuotaBucket = 'main' | 'search' | 'stats';
export type QuotaLimits = Readonly<Record<QuotaBucket, number>>;

const PACIFIC_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });

/** What a project has used up since midnight, Pacific time. Every call costs one unit of its bucket, also a wrong one. */
export class Quota {
  #day = '';
  #used: Record<QuotaBucket, number> = { main: 0, search: 0, stats: 0 };

  constructor(
    private readonly limits: QuotaLimits,
    private readonly now: () => Date,
  ) {}

  /** Books one unit; false, and nothing booked, when the bucket is empty. */
  charge(bucket: QuotaBucket): boolean {
    this.#startNewDay();
    if (this.#used[bucket] >= this.limits[bucket]) return false;
    this.#used[bucket] += 1;
    return true;
  }

  used(bucket: QuotaBucket): number {
    this.#startNewDay();
    return this.#used[bucket];
  }

  #startNewDay(): void {
    const today = PACIFIC_DAY.format(this.now());
    if (today === this.#day) return;
    this.#day = today;
    this.#used = { main: 0, search: 0, stats: 0 };
  }
}
