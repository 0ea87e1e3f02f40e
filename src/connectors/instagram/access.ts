import { createHash } from 'node:crypto';
import { type Bucket } from '../spending.js';

const HOUR_MS = 3_600_000;

/** A token, and the allowance that calls with it use up. Instagram counts in percent, over a window that moves along. */
export class Access {
  private constructor(
    readonly token: string,
    readonly bucket: Bucket,
  ) {}

  /** The operator's: all calls of the application count together. */
  static ofOperator(token: string): Access {
    const account = createHash('sha256').update(token).digest('hex').slice(0, 8);
    return new Access(token, bucketOf('discovery', account));
  }

  /** An owner's: what counts is the account, whose token changes every few weeks. */
  static ofOwner(token: string, externalId: string): Access {
    return new Access(token, bucketOf('owner', externalId));
  }
}

function bucketOf(name: string, account: string): Bucket {
  return {
    ...{ platform: 'instagram', name, account, unit: 'percent', limit: 100 },
    // What was told an hour ago is about calls that no longer count.
    resetsAt: (now) => new Date(now.getTime() + HOUR_MS),
  };
}
