import { z } from 'zod';
import { type Answer, ApiClient } from '../../test/support/api-client.js';
import { BenchmarkError } from './benchmark.js';
import { ADMIN } from './installation.js';

export interface Account {
  id: string;
  token: string;
  api: ApiClient;
}

const signedIn = z.object({
  user: z.object({ id: z.string() }),
  tokens: z.object({ accessToken: z.string() }),
});
const addedCreator = z.object({ id: z.string(), channels: z.tuple([z.object({ id: z.string() })]) });

/** What the API answered. @throws BenchmarkError unless it did what was asked */
export function dataOf<T>(schema: z.ZodType<T>, { status, body, text }: Answer): T {
  if (status >= 300) throw new BenchmarkError(`The API answered ${status}: ${text}`);
  return schema.parse((body as { data: unknown }).data);
}

export async function signInAdmin(url: string): Promise<Account> {
  return accountOf(url, await new ApiClient(url).post('/auth/login', ADMIN));
}

export async function registerFan(url: string): Promise<Account> {
  const password = 'a long enough password';
  const registration = {
    name: 'Fan',
    email: 'fan@mypick.test',
    password,
    confirmPassword: password,
    acceptTerms: true,
  };
  return accountOf(url, await new ApiClient(url).post('/auth/register', registration));
}

/** Adds a creator by the YouTube id of their only channel. */
export async function addCreator(
  admin: Account,
  youtubeId: string,
): Promise<{ creatorId: string; channelId: string }> {
  const channels = [{ platform: 'youtube', url: youtubeId }];
  const { id, channels: added } = dataOf(addedCreator, await admin.api.post('/creators', { channels }));
  return { creatorId: id, channelId: added[0].id };
}

function accountOf(url: string, answer: Answer): Account {
  const { user, tokens } = dataOf(signedIn, answer);
  return { id: user.id, token: tokens.accessToken, api: new ApiClient(url, tokens.accessToken) };
}
