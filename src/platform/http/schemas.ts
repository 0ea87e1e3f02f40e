import { z } from 'zod';

const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** An id of ours: a positive 64-bit integer, written as a string. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, { abort: true })
  .refine((value) => BigInt(value) <= MAX_BIGINT)
  .meta({ examples: ['42'] });

/** PostgreSQL stores no NUL, UTF-8 no lone surrogate, and nobody means to type the other control characters. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Text that a person wrote: trimmed, well-formed, `min` to `max` characters. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine((value) => value.isWellFormed() && !UNSTORABLE.test(value), 'must not contain control characters')
    .trim()
    .min(min)
    .max(max);

/** An instant as the API shows it: ISO 8601, UTC. */
export const timestamp = z.iso.datetime();
