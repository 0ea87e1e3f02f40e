import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { ConfigError, type ConfigProblem } from './config.errors.js';
import { environmentSchema, variables, type Environment } from './variables.js';

type RawEnvironment = Record<string, string | undefined>;

/**
 * The process's variables over those of the `.env` files of `directory`. From strongest to weakest:
 * the process, `.env.<APP_ENV>.local`, `.env.local`, `.env.<APP_ENV>`, `.env`.
 */
export function readEnvironment(directory: string, processEnv: RawEnvironment = process.env): RawEnvironment {
  const read = (name: string): RawEnvironment => {
    const file = join(directory, name);
    return existsSync(file) ? parse(readFileSync(file)) : {};
  };
  const general = { ...read('.env'), ...read('.env.local') };
  const appEnv = processEnv.APP_ENV ?? general.APP_ENV ?? processEnv.NODE_ENV ?? 'development';
  return {
    APP_ENV: appEnv,
    ...read('.env'),
    ...read(`.env.${appEnv}`),
    ...read('.env.local'),
    ...read(`.env.${appEnv}.local`),
    ...processEnv,
  };
}

/**
 * Validates every variable and reports all problems at once.
 * @throws ConfigError
 */
export function parseEnvironment(raw: RawEnvironment): Environment {
  const problems: ConfigProblem[] = [];
  const result = environmentSchema.safeParse(withSecretFiles(withoutEmpty(raw), problems));
  if (!result.success) {
    for (const issue of result.error.issues) {
      problems.push({ name: String(issue.path[0]), message: issue.message });
    }
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  checkTogether(result.data, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return result.data;
}

/** `NAME=` in a file means "not set", as people expect of an example that they filled in halfway. */
function withoutEmpty(raw: RawEnvironment): RawEnvironment {
  return Object.fromEntries(
    Object.entries(raw).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

function withSecretFiles(raw: RawEnvironment, problems: ConfigProblem[]): RawEnvironment {
  const env = { ...raw };
  for (const { name, meta } of variables) {
    const file = raw[`${name}_FILE`];
    if (meta.secret !== true || file === undefined) continue;
    if (raw[name] !== undefined) {
      problems.push({ name, message: `is set both directly and through ${name}_FILE` });
      continue;
    }
    try {
      env[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      problems.push({ name: `${name}_FILE`, message: `cannot be read: ${(error as Error).message}` });
    }
  }
  return env;
}

/** Neither is of any use alone. */
const TOGETHER = [
  ['INSTAGRAM_CLIENT_ID', 'INSTAGRAM_CLIENT_SECRET'],
  ['INSTAGRAM_DISCOVERY_TOKEN', 'INSTAGRAM_DISCOVERY_ACCOUNT_ID'],
] as const;

function checkTogether(env: Environment, problems: ConfigProblem[]): void {
  if ((env.ADMIN_EMAIL === undefined) !== (env.ADMIN_PASSWORD === undefined)) {
    problems.push({ name: 'ADMIN_EMAIL', message: 'goes together with ADMIN_PASSWORD' });
  }
  if (
    env.DATABASE_URL === undefined &&
    env.DATABASE_HOST !== undefined &&
    env.DATABASE_USERNAME === undefined
  ) {
    problems.push({ name: 'DATABASE_USERNAME', message: 'is needed with DATABASE_HOST' });
  }
  for (const [one, other] of TOGETHER) {
    const [isSet, isOtherSet] = [env[one] !== undefined, env[other] !== undefined];
    if (isSet !== isOtherSet)
      problems.push({ name: isSet ? other : one, message: `is needed with ${isSet ? one : other}` });
  }
  if (env.APP_ENV === 'production') {
    for (const name of ['JWT_SECRET', 'JWT_REFRESH_SECRET'] as const) {
      if (env[name] === undefined) problems.push({ name, message: 'is required in production' });
    }
  }
}
