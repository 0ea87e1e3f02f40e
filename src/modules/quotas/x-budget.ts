import { X_PRICES } from '../../connectors/index.js';
import { ceilingOf } from './quotas.service.js';

/** How many posts of X a day's money, in millionths of a dollar, lets be looked at again: each look has its price. */
export function postsLookedAtAgain(dailyMicroUsd: number): number {
  return Math.floor(ceilingOf(dailyMicroUsd, 'background') / X_PRICES.post);
}
