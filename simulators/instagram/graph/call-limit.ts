/** Whose calls are counted together: the application's, or those to one account. */
export type Counted = { by: 'application' } | { by: 'account'; id: string };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Counts calls over the last hour, tells of them in headers, and says when there were too many. */
export class CallLimit {
  readonly #calls = new Map<string, number[]>();

  /** @param perHour how many are allowed; it may change any time */
  constructor(
    public perHour: number,
    private readonly now: () => Date,
  ) {}

  /** @returns whether it was one too many: such calls count as well */
  count(counted: Counted): boolean {
    const calls = [...this.#recent(counted), this.now().getTime()];
    this.#calls.set(keyOf(counted), calls);
    return calls.length > this.perHour;
  }

  /** As the platform tells how much is used (developers.facebook.com/docs/graph-api/overview/rate-limiting). */
  headers(counted: Counted): Record<string, string> {
    if (this.perHour === Infinity) return {};
    const calls = this.#recent(counted);
    const call_count = Math.floor((calls.length * 100) / this.perHour);
    const counters = { call_count, total_cputime: Math.floor(call_count / 2), total_time: call_count };
    if (counted.by === 'application') return { 'x-app-usage': JSON.stringify(counters) };
    const freeAt = (calls.at(-this.perHour) ?? 0) + HOUR_MS;
    const regain = calls.length < this.perHour ? 0 : Math.ceil((freeAt - this.now().getTime()) / MINUTE_MS);
    const limit = { type: 'instagram', ...counters, estimated_time_to_regain_access: regain };
    return { 'x-business-use-case-usage': JSON.stringify({ [counted.id]: [limit] }) };
  }

  #recent(counted: Counted): number[] {
    const since = this.now().getTime() - HOUR_MS;
    return (this.#calls.get(keyOf(counted)) ?? []).filter((at) => at > since);
  }
}

function keyOf(counted: Counted): string {
  return counted.by === 'application' ? 'application' : counted.id;
}
