import { createHash } from 'node:crypto';
import { type Bucket } from '../spending.js';
import { nextPacificMidnight } from './pacific-midnight.js';

export type BucketName = 'main' | 'stats';

/** Units a day of one key, by bucket. YouTube gives 10,000 of each unless it has granted more. */
export type DailyUnits = Record<BucketName, number>;

/** A key of the Data API and what may be spent on it. */
export class ApiKey {
  /** Tells keys apart in the books and logs without showing them. */
  readonly account: string;

  constructor(
    readonly secret: string,
    private readonly dailyUnits: DailyUnits,
  ) {
    this.account = createHash('sha256').update(secret).digest('hex').slice(0, 8);
  }

  bucket(name: BucketName): Bucket {
    const { account, dailyUnits } = this;
    return {
      ...{ platform: 'youtube', name, account, unit: 'units', limit: dailyUnits[name] },
      resetsAt: nextPacificMidnight,
    };
  }
}
