import type { Bucket, Priority, Spending } from '../../src/connectors/index.js';

/** Books without limits, for tests of what a connector spends. */
export class OpenBooks implements Spending {
  readonly booked: { bucket: string; account: string; amount: number; priority: Priority }[] = [];
  readonly observed: { bucket: string; account: string; used: number }[] = [];
  readonly blocked: { bucket: string; account: string; until: Date }[] = [];

  /** What was booked of a bucket, over all accounts. */
  of(bucket: string): number {
    return this.booked
      .filter((entry) => entry.bucket === bucket)
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  reserve({ name, account }: Bucket, amount: number, priority: Priority) {
    const entry = { bucket: name, account, amount, priority };
    this.booked.push(entry);
    return Promise.resolve({
      settle: (actual: number) => {
        entry.amount = actual;
        return Promise.resolve();
      },
    });
  }

  observe({ name, account }: Bucket, used: number): Promise<void> {
    this.observed.push({ bucket: name, account, used });
    return Promise.resolve();
  }

  block({ name, account }: Bucket, until: Date): Promise<void> {
    this.blocked.push({ bucket: name, account, until });
    return Promise.resolve();
  }
}

/** What a YouTube connector is made with beside its addresses and keys. */
export const youtubeDefaults = () => ({
  hubUrl: 'http://127.0.0.1:9/subscribe',
  dailyUnits: { main: 10_000, stats: 10_000 },
  spending: new OpenBooks(),
  now: () => new Date(),
});
