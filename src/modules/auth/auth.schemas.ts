import { z } from 'zod';
import { text } from '../../platform/http/index.js';
import { userName, userView } from '../users/index.js';

const email = z.email().max(254).toLowerCase();
const password = z.string().min(8).max(256);
const refreshToken = text(20, 200);

export const registration = z
  .strictObject({
    name: userName,
    email,
    password,
    confirmPassword: z.string(),
    acceptTerms: z.literal(true),
  })
  .refine(({ password, confirmPassword }) => password === confirmPassword, {
    path: ['confirmPassword'],
    message: 'must be the same as password',
  });

export const credentials = z.strictObject({
  email,
  password: z.string().min(1).max(256),
  rememberMe: z.boolean().optional(),
});

export const refreshRequest = z.strictObject({ refreshToken });

export const tokens = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.int().meta({ description: 'Life of the access token in seconds.' }),
  })
  .meta({ id: 'Tokens' });

export const signedIn = z.object({ user: userView, tokens }).meta({ id: 'SignedIn' });

export const loggedOut = z.object({ loggedOut: z.literal(true) });

export type Registration = z.infer<typeof registration>;
export type Credentials = z.infer<typeof credentials>;
export type RefreshRequest = z.infer<typeof refreshRequest>;
export type Tokens = z.infer<typeof tokens>;
export type SignedIn = z.infer<typeof signedIn>;
