interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Lets many requests share one transaction: what comes while one is being committed goes into the next. Each is answered
 * when its own is committed, and not before: what was accepted is on the disk. Nobody waits for company that may not come.
 */
export class GroupCommit<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private isCommitting = false;

  constructor(
    /** Commits all of these, and gives a result for each. */
    private readonly commit: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly most: number,
  ) {}

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isCommitting) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isCommitting = true;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.most);
      try {
        const results = await this.commit(group.map(({ item }) => item));
        group.forEach(({ resolve }, index) => resolve(results[index] as R));
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
    }
    this.isCommitting = false;
  }
}
