import { z } from 'zod';
import { FAN_PASSWORD, fanEmail } from './accounts.js';
import { signedInAnswer } from './answers.js';
import { type Api, ApiError } from './api.js';
import { inParallel } from './in-parallel.js';
import { LANGUAGES } from './languages/index.js';

/** Hashing a password costs the server some 30 ms of a core: more at a time than it has cores would only queue up. */
const AT_A_TIME = 4;

export interface Fan {
  readonly email: string;
  readonly token: string;
  /** The API as this fan. */
  readonly api: Api;
  /** Ids of creators. */
  readonly follows: readonly string[];
}

/**
 * Registers a fan for each list of creators' ids, and has him follow those. Fans that are there already log in.
 * @param progress is told how many are done
 */
export async function gatherFans(
  api: Api,
  follows: readonly string[][],
  progress: (done: number) => void,
): Promise<Fan[]> {
  let done = 0;
  return inParallel(AT_A_TIME, follows, async (creatorIds, index) => {
    const email = fanEmail(index + 1);
    const token = await enter(api, email, nameOf(index));
    const fan = { email, token, api: api.as(token), follows: creatorIds };
    for (const id of creatorIds) await fan.api.post(`/creators/${id}/subscribe`, undefined, z.unknown());
    progress((done += 1));
    return fan;
  });
}

/** @returns an access token */
async function enter(api: Api, email: string, name: string): Promise<string> {
  const credentials = { email, password: FAN_PASSWORD };
  const registration = { ...credentials, confirmPassword: FAN_PASSWORD, name, acceptTerms: true };
  try {
    return (await api.post('/auth/register', registration, signedInAnswer)).tokens.accessToken;
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'EMAIL_TAKEN')) throw error;
    return logIn(api, credentials);
  }
}

/** @returns an access token */
export async function logIn(api: Api, credentials: { email: string; password: string }): Promise<string> {
  return (await api.post('/auth/login', credentials, signedInAnswer)).tokens.accessToken;
}

function nameOf(index: number): string {
  return LANGUAGES[index % LANGUAGES.length]?.faker.person.fullName() ?? 'Fan';
}
