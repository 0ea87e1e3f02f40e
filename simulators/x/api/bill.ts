const PRICES = { post: 5_000, user: 10_000 };
const DAY_MS = 86_400_000;

/** What an app owes, in millionths of a dollar (docs.x.com/x-api/getting-started/pricing): a resource costs once a UTC day. */
export class Bill {
  #day = -1;
  #today = new Set<string>();
  #total = 0;

  constructor(private readonly now: () => Date) {}

  get total(): number {
    return this.#total;
  }

  /** @returns what these add to the bill */
  charge(kind: keyof typeof PRICES, ids: readonly string[]): number {
    const day = Math.floor(this.now().getTime() / DAY_MS);
    if (day !== this.#day) this.#today = new Set();
    this.#day = day;
    const before = this.#total;
    for (const id of ids) {
      const resource = `${kind} ${id}`;
      if (!this.#today.has(resource)) this.#total += PRICES[kind];
      this.#today.add(resource);
    }
    return this.#total - before;
  }
}
