import { z } from 'zod';
import { id } from '../../platform/http/index.js';

export const grantPath = z.strictObject({ id, channelId: id });

/** What the platform adds is its own affair. */
export const grantCallback = z.object({
  state: z.string().max(2_000),
  code: z.string().min(1).max(2_000).optional(),
  error: z.string().max(200).optional(),
});
export type GrantCallback = z.infer<typeof grantCallback>;

export const deauthorization = z.object({ signed_request: z.string().min(1).max(5_000) });
export type Deauthorization = z.infer<typeof deauthorization>;

export const authorization = z.object({
  url: z.string().meta({ description: "Where the account's owner says yes or no." }),
});
export const withdrawn = z.object({ authorized: z.literal(false) });
