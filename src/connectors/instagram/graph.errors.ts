import { z } from 'zod';
import { type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError, type ConnectorErrorKind } from '../connector.errors.js';
import { malformed, notProfessional, tokenInvalid, unavailable } from './instagram.errors.js';

/** There is no such thing, or nothing that this token may see: error 100 of this subcode. */
export const NO_SUCH_OBJECT = 'INSTAGRAM_NO_SUCH_OBJECT';

/** The Graph API's own form, and that of the host which gives out tokens. */
const errorAnswer = z.union([
  z.object({
    error: z.object({
      code: z.int(),
      error_subcode: z.int().optional(),
      is_transient: z.boolean().default(false),
    }),
  }),
  z
    .object({ error_type: z.string(), code: z.int() })
    .transform(({ code }) => ({ error: { code, error_subcode: undefined, is_transient: false } })),
]);
type GraphError = z.output<typeof errorAnswer>['error'];

const LIMITS = new Set([4, 17, 32, 613, 80_002]);
const NOBODY = 110;
const INVALID_USER_ID = 2_207_013;
const NO_SUCH_OBJECT_SUBCODE = 33;
const TOKEN_INVALID = 190;
const WHY_INVALID: Record<number, string> = {
  458: 'is no longer granted: its owner removed the app',
  460: 'ended when its owner changed their password',
  463: 'has expired',
};

/**
 * Names an answer that is no success, by its numbers alone: the texts are in the language of the token's owner
 * (developers.facebook.com/docs/graph-api/guides/error-handling). Where there are none, the status decides.
 */
export function graphError(answer: OutboundResponse): ConnectorError {
  const error = errorIn(answer.body);
  return (error === null ? null : meaningOf(error, answer)) ?? statusError(answer);
}

function meaningOf(error: GraphError, { retryAt }: OutboundResponse): ConnectorError | null {
  const { code, error_subcode: subcode = 0, is_transient: isTransient } = error;
  const named = (kind: ConnectorErrorKind, name: string, message: string) =>
    new ConnectorError(kind, name, `${message} (error ${code})`, retryAt === null ? {} : { retryAt });

  if (code === TOKEN_INVALID) return tokenInvalid(WHY_INVALID[subcode] ?? 'is not accepted');
  if (LIMITS.has(code))
    return named('rate_limited', 'INSTAGRAM_RATE_LIMITED', 'Instagram was asked too often');
  if (code === NOBODY || subcode === INVALID_USER_ID) return notProfessional();
  if (code === 10 || (code >= 200 && code < 300))
    return named('forbidden', 'INSTAGRAM_FORBIDDEN', 'The token does not allow this');
  if (code === 100 && subcode === NO_SUCH_OBJECT_SUBCODE)
    return named('not_found', NO_SUCH_OBJECT, 'Instagram shows no such thing');
  if (code === 100) return named('malformed', 'INSTAGRAM_REQUEST_REFUSED', 'Instagram took no such request');
  if (code === 1 || code === 2 || isTransient)
    return named('temporary', 'INSTAGRAM_UNAVAILABLE', 'Instagram has a bad moment');
  return null;
}

function statusError({ status, retryAt }: OutboundResponse): ConnectorError {
  const options = retryAt === null ? {} : { retryAt };
  const message = `Instagram answered ${status}`;
  if (status === 401) return tokenInvalid('is not accepted');
  if (status === 429) return new ConnectorError('rate_limited', 'INSTAGRAM_RATE_LIMITED', message, options);
  if (status >= 500) return unavailable(message);
  if (status >= 400) return new ConnectorError('forbidden', 'INSTAGRAM_FORBIDDEN', message);
  return malformed(`of status ${status}, which was not asked for`);
}

function errorIn(body: Buffer): GraphError | null {
  try {
    return errorAnswer.safeParse(JSON.parse(body.toString())).data?.error ?? null;
  } catch {
    return null;
  }
}
