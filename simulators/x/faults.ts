import { answerWith } from '../http/faults.js';
import { type Fault } from '../http/fault-plan.js';
import * as problems from './api/problem.js';

/* What X itself answers when it does not answer. For what networks and proxies do, see `../http/faults.ts`. */

const failWith = (error: () => problems.ApiError) => (): Fault => answerWith(error().toReply());

export const unauthorized = failWith(problems.unauthorized);
/** 403 of an app that is in no project. */
export const notEnrolled = failWith(problems.notEnrolled);
/** 503 in the API's own form. */
export const unavailable = failWith(problems.unavailable);

/** No credits are left, or the spending limit is reached: seen with 402, 403 and 429. */
export function usageCapped(status = 429): Fault {
  return answerWith(problems.usageCapped(status).toReply());
}

/** 429 whose window ends at `reset`. */
export function tooManyRequests(reset: Date): Fault {
  const { headers, ...reply } = problems.tooManyRequests().toReply();
  return answerWith({
    ...reply,
    headers: {
      ...headers,
      'x-rate-limit-limit': '900',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': String(Math.ceil(reset.getTime() / 1000)),
    },
  });
}

/** Those that pass, by what they are called. */
export const PASSING: Readonly<Record<string, (now: Date) => Fault>> = {
  'a window that is closed': (now) => tooManyRequests(new Date(now.getTime() + 15 * 60_000)),
  'no credits left': () => usageCapped(402),
  'a token that is refused': unauthorized,
  'an app in no project': notEnrolled,
  'an error of the API': unavailable,
};
