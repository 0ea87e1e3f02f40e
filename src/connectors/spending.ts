import { type Platform } from './platform.js';

/**
 * Who may use up how much of an allowance, the most important first: `interactive` has a person waiting, `timely` tells
 * of news, `routine` looks for some, `background` refreshes what is known.
 */
export const PRIORITIES = ['interactive', 'timely', 'routine', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** An allowance that a platform gives: so much until it is filled again. */
export interface Bucket {
  platform: Platform;
  /** `main`, `stats`, `money`: as the platform divides its allowances. */
  name: string;
  /** Whose allowance: a key's or token's fingerprint, never the thing itself. */
  account: string;
  /** Whole ones only: money is counted in millionths of a dollar. */
  unit: 'units' | 'calls' | 'micro-usd' | 'percent';
  limit: number;
  /** When what is used at `now` no longer counts. */
  resetsAt(now: Date): Date;
}

/** Books what calls cost, for all processes together. A connector books before it calls, whatever comes of the call. */
export interface Spending {
  /** @throws ConnectorError `quota_exhausted` (`BUDGET_EXHAUSTED`) with the time of the next filling */
  reserve(bucket: Bucket, amount: number, priority: Priority): Promise<Reservation>;
  /** The platform said how much of the bucket is used. */
  observe(bucket: Bucket, used: number): Promise<void>;
  /** The platform said that nothing is left until then, whatever the books say. */
  block(bucket: Bucket, until: Date): Promise<void>;
}

export interface Reservation {
  /** Corrects the booking where a call's true cost shows only afterwards. */
  settle(actual: number): Promise<void>;
}

/** The tokens of accounts whose owners let MyPick read them. */
export interface AccountTokens {
  /** Null where the owner of this account never did, or no longer does. */
  of(platform: Platform, externalId: string): Promise<string | null>;
}
