import { type Fault } from '../http/fault-plan.js';
import { answerWith } from '../http/faults.js';
import * as errors from './graph/graph-error.js';

/* What Instagram itself answers when it does not answer. For what networks and proxies do, see `../http/faults.ts`. */

const failWith = (error: () => errors.GraphError) => (): Fault => answerWith(error().toReply());

/** 403 with error 4: the application has asked too often, says no header of how long. */
export const applicationLimit = failWith(errors.applicationLimit);
/** 403 with error 10. */
export const permissionMissing = failWith(errors.permissionMissing);
/** 500 with error 2, which is about nothing that was asked. */
export const badMoment = failWith(errors.badMoment);
/** 400 with error 190 and no subcode. */
export const tokenUnknown = failWith(errors.tokenUnknown);

/** An error of any numbers, in the Graph API's form. */
export function graphError(code: number, subcode?: number, status = 400): Fault {
  const error = {
    message: '오류',
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
  };
  return answerWith(errors.jsonReply(status, { error }));
}

/** Those that pass, by what they are called. */
export const PASSING: Readonly<Record<string, (now: Date) => Fault>> = {
  'an application that asked too often': applicationLimit,
  'a right that is missing': permissionMissing,
  'a bad moment': badMoment,
  'a token that is refused': tokenUnknown,
};
